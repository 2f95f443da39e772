import type { IToken } from 'chevrotain'
import { makeToken } from '../../../grammar/grammar.ts'
import { tokenSpan } from '../build/tree.ts'
import { beginsClause, clauseEnd, depths, headsOf } from './clause-heads.ts'
import { show, spanAt, upper, type Explainer } from './place.ts'

/** A SELECT that reads nothing. */
export const missingFrom: Explainer = (place) => {
  const { expected, rule, found, at } = place
  if (rule !== 'query' || !expected.has('FROM')) return undefined
  if (found !== undefined && !headsOf(place.tokens).includes(upper(found))) return undefined
  const start = found?.startOffset ?? spanAt(place).end
  return {
    slug: 'missing-from',
    span: spanAt(place),
    finding: {
      message: `FROM is missing ${found === undefined ? 'at the end' : `before ${show(found)}`}`,
      help: 'say which stream, rule or topic is read: SELECT … FROM name',
    },
    edit: { at, remove: 0, insert: [makeToken('FROM', 'FROM', start), makeToken('Identifier', 'x', start)] },
  }
}

const named = (token: IToken): string => {
  const word = upper(token)
  return word === 'GROUP' || word === 'DEDUP' ? `${word} BY` : word
}

/** A clause that comes twice, or behind one that follows it. */
export const clauseOrder: Explainer = ({ tokens, found, at, isLeftover }) => {
  const order = headsOf(tokens)
  const rank = order.indexOf(upper(found))
  if (!isLeftover || found === undefined || rank < 0 || upper(tokens[0]) !== 'RULE') return undefined
  const depth = depths(tokens)
  const before = tokens.slice(0, at).filter((_, k) => depth[k] === 0 && beginsClause(tokens, k, order))
  const edit = { at, remove: clauseEnd(tokens, at + 1) - at, insert: [] }
  const same = before.find((token) => upper(token) === upper(found))
  if (same !== undefined)
    return {
      slug: 'duplicate-clause',
      span: tokenSpan(found),
      finding: { message: `${named(found)} is given twice` },
      edit,
    }
  if (upper(found) === 'HELD' && !before.some((token) => upper(token) === 'WHERE'))
    return {
      slug: 'clause-order',
      span: tokenSpan(found),
      finding: { message: 'HELD FOR belongs to a WHERE, which it follows' },
      edit,
    }
  const later = before.find((token) => order.indexOf(upper(token)) > rank)
  if (later === undefined) return undefined
  return {
    slug: 'clause-order',
    span: tokenSpan(found),
    finding: { message: `${named(found)} comes before ${named(later)}` },
    edit,
  }
}
