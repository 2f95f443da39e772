import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import { resolveConnections, type ResolvedConnections } from '../../project/resolve-connections.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { letterConnections } from '../letter-target.ts'
import type { LoadedRules } from '../load-rules.ts'
import { referencesOf } from '../references.ts'
import { failsAt } from '../report.ts'
import { usedConnections } from '../run-engine.ts'
import { writeLine, type Terminal } from '../terminal.ts'

/** What keeps the rules from running, or the connections ready to be opened. */
export const readyConnections = async (
  terminal: Terminal,
  loaded: LoadedRules,
  alsoUsed: Iterable<string> = [],
): Promise<ResolvedConnections | ExitCode> => {
  const { settings, project } = loaded
  if (failsAt(loaded.diagnostics, 'error')) {
    for (const d of loaded.diagnostics) await writeLine(terminal.err, `${renderHuman(d, plainPalette)}\n`)
    return exitCode.findings
  }
  if (settings === undefined) {
    await writeLine(
      terminal.err,
      'there is no sluice.yaml to say what the connections are; name one with --config',
    )
    return exitCode.usage
  }
  const references = referencesOf(terminal, loaded.directory)
  const used = new Set([...usedConnections(project), ...letterConnections(settings), ...alsoUsed])
  const resolved = resolveConnections(settings, used, references, loaded.directory)
  const { missing, problems } = resolved
  for (const name of missing) await writeLine(terminal.err, `missing: ${name}`)
  for (const problem of problems) await writeLine(terminal.err, problem)
  return missing.length + problems.length > 0 ? exitCode.usage : resolved
}
