import type { ProbeFinding } from '../../catalog/probe.ts'
import { redacting } from '../../project/redact.ts'
import type { Examined } from '../doctor/check.ts'
import { doctorChecks } from '../doctor/checks.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { loadRules } from '../load-rules.ts'
import { failsAt } from '../report.ts'
import { workerFolder } from '../run/ready-state.ts'
import { reconnect } from '../run/reconnect.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'

export interface DoctorOptions {
  readonly config?: string
  readonly profile?: string
  readonly state?: string
  readonly json: boolean
}

interface Line extends ProbeFinding {
  readonly check: string
}

const examine = async (examined: Examined): Promise<readonly Line[]> => {
  const lines: Line[] = []
  for (const check of doctorChecks)
    for (const finding of await check.run(examined)) lines.push({ check: check.name, ...finding })
  return lines
}

/** `sluice doctor`: looks at all that a worker needs, and says what to do; 1 where something fails. Changes nothing. */
export const doctor = async (
  terminal: Terminal,
  paths: readonly string[],
  options: DoctorOptions,
): Promise<ExitCode> => {
  const loaded = await loadRules(terminal, paths, options)
  const secrets = new Set<string>()
  const connections = failsAt(loaded.diagnostics, 'error') ? [] : await reconnect(terminal, loaded, secrets)
  const stateFolder = workerFolder(terminal, loaded, options.state)
  const lines = redacting(secrets)(await examine({ terminal, loaded, connections, stateFolder }))
  const isFine = lines.every(({ level }) => level !== 'fail')
  if (options.json) await writeLine(terminal.out, JSON.stringify({ fine: isFine, findings: lines }))
  else {
    const palette = paletteOf(terminal, 'out')
    const shown = {
      ok: palette.proposed('ok  '),
      warn: palette.severity('warning', 'warn'),
      fail: palette.severity('error', 'fail'),
    }
    const widest = Math.max(...lines.map(({ check }) => check.length))
    for (const { check, help, level, message } of lines) {
      const todo = help === undefined ? '' : `; ${help}`
      await writeLine(terminal.out, `${shown[level]}  ${check.padEnd(widest)}  ${message}${todo}`)
    }
  }
  return isFine ? exitCode.fine : exitCode.findings
}
