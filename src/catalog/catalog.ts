import type { AggregateEntry } from './aggregate.ts'
import type { ConnectorEntry } from './connector.ts'
import type { FormatEntry } from './format.ts'
import type { FunctionEntry } from './function.ts'
import type { WindowEntry } from './window.ts'

/** The vocabulary as explicit lists. */
export interface Vocabulary {
  readonly functions: readonly FunctionEntry[]
  readonly aggregates: readonly AggregateEntry[]
  readonly windows: readonly WindowEntry[]
  readonly formats: readonly FormatEntry[]
  readonly connectors: readonly ConnectorEntry[]
}

interface Named {
  readonly name: string
  readonly aliases?: readonly string[]
}

const index = <T extends Named>(entries: readonly T[]): ReadonlyMap<string, T> => {
  const byName = new Map<string, T>()
  for (const entry of entries)
    for (const name of [entry.name, ...(entry.aliases ?? [])]) byName.set(name.toLowerCase(), entry)
  return byName
}

/** Look-up of the vocabulary by name; names are compared without regard to case. */
export class Catalog {
  readonly vocabulary: Vocabulary
  private readonly functions: ReadonlyMap<string, FunctionEntry>
  private readonly aggregates: ReadonlyMap<string, AggregateEntry>
  private readonly windows: ReadonlyMap<string, WindowEntry>
  private readonly formats: ReadonlyMap<string, FormatEntry>
  private readonly connectors: ReadonlyMap<string, ConnectorEntry>

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
    this.functions = index(vocabulary.functions)
    this.aggregates = index(vocabulary.aggregates)
    this.windows = index(vocabulary.windows)
    this.formats = index(vocabulary.formats)
    this.connectors = index(vocabulary.connectors)
  }

  function(name: string): FunctionEntry | undefined {
    return this.functions.get(name.toLowerCase())
  }

  aggregate(name: string): AggregateEntry | undefined {
    return this.aggregates.get(name.toLowerCase())
  }

  window(name: string): WindowEntry | undefined {
    return this.windows.get(name.toLowerCase())
  }

  format(name: string): FormatEntry | undefined {
    return this.formats.get(name.toLowerCase())
  }

  connector(name: string): ConnectorEntry | undefined {
    return this.connectors.get(name.toLowerCase())
  }
}
