import type { AggregateEntry } from '../../catalog/aggregate.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { Parameter } from '../../catalog/function.ts'
import type { WindowEntry } from '../../catalog/window.ts'
import { codes, type Slug } from '../../diagnostic/codes.ts'
import { aggregateSignature, signatureOf } from '../signature.ts'
import { connectorPage } from './connector-page.ts'
import { diagnosticPage } from './diagnostic-page.ts'
import { functionPage, parameterLine } from './function-page.ts'
import { statementPage, statementWords } from './statement-page.ts'

const isSlug = (word: string): word is Slug => Object.hasOwn(codes, word)

interface CalledExample {
  readonly expression: string
  readonly rows?: string
  readonly result?: string
}

const calledLine = (example: string | CalledExample): string => {
  if (typeof example === 'string') return example
  const { expression, rows, result } = example
  return `${expression}${result === undefined ? '' : `  →  ${result}`}${rows === undefined ? '' : `   -- over ${rows}`}`
}

interface Called {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly prose: string
  readonly examples: readonly (string | CalledExample)[]
}

/** Aggregates and windows, which are called like functions. */
const calledPage = ({ name, aliases = [], parameters, prose, examples }: Called, signature: string): string =>
  [
    `## ${name}`,
    `\`\`\`\n${signature}\n\`\`\``,
    prose,
    parameters.map(parameterLine).join('\n'),
    aliases.length === 0 ? '' : `Also written ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`,
    examples.length === 0 ? '' : `\`\`\`\n${examples.map(calledLine).join('\n')}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n')

export const aggregatePage = (entry: AggregateEntry): string => calledPage(entry, aggregateSignature(entry))

export const windowPage = (entry: WindowEntry): string => calledPage(entry, signatureOf(entry))

/** The page of a diagnostic, or of something that is called in an expression. */
export const vocabularyPage = (word: string, catalog: Catalog): string | undefined => {
  if (isSlug(word)) return diagnosticPage(word)
  const entry = catalog.function(word)
  if (entry !== undefined) return functionPage(entry)
  const aggregate = catalog.aggregate(word)
  if (aggregate !== undefined) return aggregatePage(aggregate)
  const window = catalog.window(word)
  return window && windowPage(window)
}

/** The page of a statement, connector or format; names that a rule may have too. */
export const surroundingsPage = (word: string, catalog: Catalog): string | undefined => {
  const statement = statementPage(word)
  if (statement !== undefined) return statement
  const connector = catalog.connector(word)
  if (connector !== undefined) return connectorPage(connector)
  const format = catalog.format(word)
  return format && `## FORMAT ${format.name}\n\n${format.prose}`
}

/** All words that have a page, for suggestions. */
export const wordsOf = ({ vocabulary }: Catalog): readonly string[] => {
  const { functions, aggregates, windows, connectors, formats } = vocabulary
  const entries = [...functions, ...aggregates, ...windows, ...connectors, ...formats]
  return [...Object.keys(codes), ...entries.map(({ name }) => name), ...statementWords]
}
