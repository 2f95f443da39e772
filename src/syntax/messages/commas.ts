import { makeToken } from '../../../grammar/grammar.ts'
import { tokenSpan } from '../build/tree.ts'
import { headsOf } from './clause-heads.ts'
import { commentAtEnd } from './file-end.ts'
import { beginsOperand, endsOperand, show, spanAt, upper, type Explainer, type Place } from './place.ts'

/** Rules of the grammar whose elements are separated by commas, and that end with a bracket. */
const bracketed = new Set([
  'columns',
  'options',
  'call',
  'inTest',
  'arrayLiteral',
  'objectLiteral',
  'exceptList',
  'replaceList',
  'sequence',
  'jsonObject',
  'jsonArray',
  'type',
])
const brackets = ['RightParen', 'RightBracket', 'RightBrace']

const inItems = (place: Place): boolean =>
  (place.clause === 'SELECT' || place.clause === 'DO') && place.rule === 'query' && place.expected.has('FROM')

const inList = (place: Place): boolean => {
  if (bracketed.has(place.rule)) return brackets.some((name) => place.expected.has(name))
  if (place.rule === 'dedupClause' || place.rule === 'sequence') return place.expected.has('WITHIN')
  if (place.isLeftover && place.clause === 'FROM') return place.found?.image.startsWith("'") ?? false
  return inItems(place) || (place.isLeftover && ['INTO', 'GROUP', 'HELD'].includes(place.clause))
}

/** Two elements of a list side by side. */
export const missingComma: Explainer = (place) => {
  const { found, previous } = place
  if (found === undefined || previous === undefined) return undefined
  if (!inList(place) || !endsOperand(previous) || !beginsOperand(found)) return undefined
  const at = tokenSpan(previous).end
  // Behind a doc comment the next element is far from where the comma belongs.
  const span = spanAt(place)
  const isAfter = span.end === at
  return {
    slug: 'missing-comma',
    span,
    finding: {
      message: `a comma is missing ${isAfter ? `after ${show(previous)}` : `before ${show(found)}`}`,
      ...(inItems(place)
        ? { help: `to name the column, write AS: ${previous.image} AS ${found.image}` }
        : {}),
      fix: {
        title: 'insert a comma',
        // Among items AS may be what is missing.
        ...(inItems(place) ? { isGuess: true } : {}),
        edits: [{ span: { start: at, end: at }, text: ',' }],
      },
    },
    edit: { at: place.at, remove: 0, insert: [makeToken('Comma', ',', at)] },
    isCertain: true,
  }
}

/** A comma behind the last element, or two in a row. */
export const extraComma: Explainer = ({ document, tokens, at, found, previous }) => {
  if (found?.image === ',' && previous !== undefined && /^[([{]$/.test(previous.image))
    return {
      slug: 'extra-comma',
      span: tokenSpan(found),
      finding: {
        message: `there is nothing between ${show(previous)} and this comma`,
        fix: { title: 'take the comma away', edits: [{ span: tokenSpan(found), text: '' }] },
      },
      edit: { at, remove: 1, insert: [] },
      isCertain: true,
    }
  if (previous?.image !== ',') return undefined
  const isEnd =
    found === undefined || /^[)\]},;]$/.test(found.image) || headsOf(tokens).includes(upper(found))
  if (!isEnd) return undefined
  // Where the file ends behind the comment of an element, the element is what is missing.
  if (found === undefined && commentAtEnd(document, tokenSpan(previous).end) !== undefined) return undefined
  return {
    slug: 'extra-comma',
    span: tokenSpan(previous),
    finding: {
      message: `there is nothing between this comma and ${found === undefined ? 'the end of the statement' : show(found)}`,
      fix: { title: 'take the comma away', edits: [{ span: tokenSpan(previous), text: '' }] },
    },
    edit: { at: at - 1, remove: 1, insert: [] },
    isCertain: true,
  }
}
