import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'

const OUTPUT_MAX = 4_000

/** Runs a command to its end; rejects with the end of its output where it fails. */
export const execute = (
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else
        reject(
          new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${output.slice(-OUTPUT_MAX)}`),
        )
    })
  })

/** Starts a process that lives on without us, its output in a file. */
export const launch = (
  command: string,
  args: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv = process.env,
): ChildProcess => {
  const output = openSync(log, 'a')
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output], env })
  closeSync(output)
  child.unref()
  return child
}

/** A loopback port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('no free port'))
      })
    })
  })

/** The first of these paths that exists. */
export const firstExisting = (paths: readonly string[]): string | undefined =>
  paths.find((path) => existsSync(path))

/** Installs Debian packages where one of the programs is missing. */
export const installPackages = async (
  programs: readonly string[],
  packages: readonly string[],
): Promise<void> => {
  if (programs.every((program) => existsSync(program))) return
  if (process.getuid?.() !== 0)
    throw new Error(`${packages.join(', ')} can be installed only by root; see deploy/compose.yaml`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await execute('apt-get', ['update'], { env })
  await execute('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env })
}

export const makeFolder = (path: string): Promise<string | undefined> => mkdir(path, { recursive: true })
