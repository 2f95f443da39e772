import type { IToken } from 'chevrotain'
import { upper } from './place.ts'

/** The words that begin clauses, in their order, for each statement. */
const heads: Readonly<Record<string, readonly string[]>> = {
  RULE: [
    'SELECT',
    'FOREACH',
    'DO',
    'INCASE',
    'FROM',
    'JOIN',
    'WHERE',
    'HELD',
    'GROUP',
    'HAVING',
    'DEDUP',
    'EMIT',
    'STATE',
    'INTO',
    'ON',
  ],
  STREAM: ['FROM', 'FORMAT', 'SCHEMA', 'KEY', 'EVENT', 'DURABILITY', 'ON'],
  TABLE: ['FROM', 'REFRESH', 'MAX', 'WAIT'],
  TEST: ['FOR', 'AT', 'GIVEN', 'ADVANCE', 'EXPECT'],
  SINK: ['INTO'],
}

/** The heads of the statement that these tokens are, in the order of their clauses. */
export const headsOf = (tokens: readonly IToken[]): readonly string[] => heads[upper(tokens[0])] ?? []

/** Depth of brackets before each token, and after the last; a closing bracket too many does not count. */
export const depths = (tokens: readonly IToken[]): readonly number[] => {
  let depth = 0
  const before = tokens.map(({ image }) => {
    if (image === ')' || image === ']' || image === '}') depth = Math.max(0, depth - 1)
    const here = depth
    if (image === '(' || image === '[' || image === '{') depth++
    return here
  })
  return [...before, depth]
}

/** Does a clause begin at this token? `IS DISTINCT FROM` has a FROM that begins none. */
export const beginsClause = (tokens: readonly IToken[], k: number, heads: readonly string[]): boolean =>
  k > 0 &&
  heads.includes(upper(tokens[k])) &&
  upper(tokens[k - 1]) !== 'DISTINCT' &&
  tokens[k - 1]?.image !== '.'

/** Index of the word that begins the clause around a token; 0 before the first clause. */
export const clauseStart = (tokens: readonly IToken[], at: number): number => {
  const heads = headsOf(tokens)
  const depth = depths(tokens)
  for (let k = Math.min(at, tokens.length) - 1; k > 0; k--)
    if (depth[k] === 0 && beginsClause(tokens, k, heads)) return k
  return 0
}

/** Index of the word that begins the next clause from a token on, or the number of tokens. */
export const clauseEnd = (tokens: readonly IToken[], from: number, ends = headsOf(tokens)): number => {
  const depth = depths(tokens)
  for (let k = from; k < tokens.length; k++) if (depth[k] === 0 && beginsClause(tokens, k, ends)) return k
  return tokens.length
}
