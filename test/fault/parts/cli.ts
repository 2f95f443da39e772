import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const OUTPUT_MAX = 64 * 1024 * 1024

/** What a command of Sluice says on standard output; rejects where it does not end with 0. */
export const sluice = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const command = [resolve('dist/cli.js'), ...args]
  const { stdout } = await execute(process.execPath, command, { cwd: folder, maxBuffer: OUTPUT_MAX })
  return stdout
}
