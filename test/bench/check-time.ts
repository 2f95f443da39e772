import { PassThrough } from 'node:stream'
import { loadRules } from '../../src/cli/load-rules.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

/** What some work took: by the clock, and of all threads of this process. */
export interface Spent {
  readonly wallMs: number
  readonly cpuMs: number
}

export const spent = async (work: () => Promise<void>): Promise<Spent> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs, cpuMs: (user + system) / 1e3 }
}

const terminal = (directory: string): Terminal => ({
  out: new PassThrough(),
  err: new PassThrough(),
  input: new PassThrough(),
  environment: {},
  directory,
})

/** Reads and checks the rule files of a folder. */
export const timeCheck = (directory: string, hasFindings: boolean): Promise<Spent> =>
  spent(async () => {
    const { diagnostics } = await loadRules(terminal(directory), ['.'], {})
    if (diagnostics.length > 0 !== hasFindings)
      throw new Error(`${String(diagnostics.length)} findings: ${diagnostics[0]?.message ?? ''}`)
  })
