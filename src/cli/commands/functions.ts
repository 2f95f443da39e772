import { defaultCatalog } from '../../default-catalog.ts'
import type { AggregateEntry } from '../../catalog/aggregate.ts'
import type { Vocabulary } from '../../catalog/catalog.ts'
import type { FunctionEntry, Parameter } from '../../catalog/function.ts'
import type { WindowEntry } from '../../catalog/window.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { aggregateSignature, signatureOf } from '../signature.ts'
import { writeLine, type Terminal } from '../terminal.ts'

const parametersOf = ({ parameters }: { readonly parameters: readonly Parameter[] }): readonly object[] =>
  parameters.map(({ name, kinds, prose, optional, rest }) => ({
    name,
    kinds,
    prose,
    optional: optional ?? false,
    rest: rest ?? false,
  }))

const asJson = (entry: FunctionEntry): object => ({
  name: entry.name,
  aliases: entry.aliases ?? [],
  group: entry.group,
  signature: signatureOf(entry),
  parameters: parametersOf(entry),
  nulls: entry.nulls,
  determinism: entry.determinism,
  prose: entry.prose,
  examples: entry.examples,
})

const aggregateJson = (entry: AggregateEntry): object => ({
  name: entry.name,
  aliases: entry.aliases ?? [],
  kind: entry.kind,
  signature: aggregateSignature(entry),
  parameters: parametersOf(entry),
  prose: entry.prose,
  examples: entry.examples,
})

const windowJson = (entry: WindowEntry): object => ({
  name: entry.name,
  signature: signatureOf(entry),
  parameters: parametersOf(entry),
  prose: entry.prose,
  examples: entry.examples,
})

/** The lists behind their titles, each entry by its signature and the first sentence about it. */
const listsOf = ({ functions, aggregates, windows }: Vocabulary): ReadonlyMap<string, readonly string[]> => {
  const lists = new Map<string, string[]>()
  const add = (title: string, signature: string, prose: string): void => {
    const lines = lists.get(title) ?? []
    lists.set(title, [...lines, `  ${signature}  ${prose.split('. ')[0] ?? ''}`])
  }
  for (const entry of functions) add(entry.group, signatureOf(entry), entry.prose)
  for (const entry of aggregates) add(entry.kind, aggregateSignature(entry), entry.prose)
  for (const entry of windows) add('window', signatureOf(entry), entry.prose)
  return lists
}

/** `sluice functions`: one line each by group, or all that is known about them as JSON. */
export const listFunctions = async (
  terminal: Terminal,
  options: { readonly json: boolean },
): Promise<ExitCode> => {
  const { vocabulary } = defaultCatalog
  if (options.json) {
    const all = {
      version: 1,
      functions: vocabulary.functions.map(asJson),
      aggregates: vocabulary.aggregates.map(aggregateJson),
      windows: vocabulary.windows.map(windowJson),
    }
    await writeLine(terminal.out, JSON.stringify(all, undefined, 2))
    return exitCode.fine
  }
  for (const [title, lines] of listsOf(vocabulary)) {
    await writeLine(terminal.out, title)
    for (const line of lines) await writeLine(terminal.out, line)
  }
  return exitCode.fine
}
