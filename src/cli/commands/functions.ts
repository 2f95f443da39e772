import { defaultCatalog } from '../../default-catalog.ts'
import type { FunctionEntry } from '../../catalog/function.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { signatureOf } from '../signature.ts'
import { writeLine, type Terminal } from '../terminal.ts'

const asJson = (entry: FunctionEntry): object => ({
  name: entry.name,
  aliases: entry.aliases ?? [],
  group: entry.group,
  signature: signatureOf(entry),
  parameters: entry.parameters.map(({ name, kinds, prose, optional, rest }) => ({
    name,
    kinds,
    prose,
    optional: optional ?? false,
    rest: rest ?? false,
  })),
  nulls: entry.nulls,
  determinism: entry.determinism,
  prose: entry.prose,
  examples: entry.examples,
})

/** `sluice functions`: one line each by group, or all that is known about them as JSON. */
export const listFunctions = async (
  terminal: Terminal,
  options: { readonly json: boolean },
): Promise<ExitCode> => {
  const { functions } = defaultCatalog.vocabulary
  if (options.json) {
    await writeLine(
      terminal.out,
      JSON.stringify({ version: 1, functions: functions.map(asJson) }, undefined, 2),
    )
    return exitCode.fine
  }
  const groups = [...new Set(functions.map((entry) => entry.group))]
  for (const group of groups) {
    await writeLine(terminal.out, group)
    for (const entry of functions.filter((one) => one.group === group))
      await writeLine(terminal.out, `  ${signatureOf(entry)}  ${entry.prose.split('. ')[0] ?? ''}`)
  }
  return exitCode.fine
}
