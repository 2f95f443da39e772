import { mark } from '../../../grammar/tokens.ts'
import { upper, show, spanAt, type Explanation, type Place } from './place.ts'

/** What the rules of the grammar are called by people, where naming every token would be too much. */
const ruleWords: Readonly<Record<string, string>> = {
  statement: 'RULE, STREAM, TABLE, SINK, SET or TEST',
  item: 'a column or expression',
  items: 'a column or expression',
  from: 'a stream, a rule or a topic in quotes',
  source: 'a stream, a rule or a topic in quotes',
  comparisonOperator: 'a comparison such as = or <',
  json: 'a JSON value',
  place: 'a connection, a stream or a topic',
  expectation: 'a place and its rows, or NOTHING',
  type: 'a type such as STRING or INTEGER',
}

const nameTokens = new Set(['Name', 'Bare', 'Word', 'Identifier', 'DoubleQuoted', 'Backticked'])
const textTokens = new Set(['Text', 'EscapedText'])
const signs: Readonly<Record<string, { readonly PATTERN?: unknown }>> = mark

const wordFor = (token: string): string => {
  if (nameTokens.has(token)) return 'a name'
  if (textTokens.has(token)) return 'text in single quotes'
  if (token === 'Number') return 'a number'
  if (token === 'Unit') return 'a unit of time such as SECONDS'
  if (token === 'Comma') return 'a comma'
  if (token === 'DEAD') return 'DEAD LETTER'
  const pattern = signs[token]?.PATTERN
  return typeof pattern === 'string' ? pattern : token
}

const LISTED_MAX = 5

const listed = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? 'something else')
    : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`

/** What would do here, in people's words. */
export const expectedWords = ({ expected, rule, parent }: Place): string => {
  const known = ruleWords[rule === 'name' && parent === 'type' ? 'type' : rule]
  if (known !== undefined && expected.size > 1) return known
  if (expected.has('LeftParen') && expected.has('Number')) return 'an expression'
  const words = [...new Set([...expected].map(wordFor))]
  return words.length > LISTED_MAX ? `${words.slice(0, LISTED_MAX).join(', ')} or the like` : listed(words)
}

const isWordBefore = (place: Place): boolean => upper(place.previous) !== ',' && place.previous !== undefined

/** The message where no special one fits. */
export const unexpected = (place: Place): Explanation => {
  const { found, previous } = place
  const span = spanAt(place)
  if (place.isLeftover && found !== undefined)
    return {
      slug: 'syntax-error',
      span,
      finding: {
        message:
          previous === undefined
            ? `${show(found)} cannot stand here`
            : `${show(found)} cannot follow ${show(previous)}`,
      },
    }
  const after = isWordBefore(place) && previous !== undefined ? ` after ${show(previous)}` : ''
  const instead = found === undefined ? 'the statement ends here' : `${show(found)} stands here`
  return {
    slug: 'syntax-error',
    span,
    finding: { message: `expected ${expectedWords(place)}${after}, but ${instead}` },
  }
}
