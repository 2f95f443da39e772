import { makeToken } from '../../../grammar/grammar.ts'
import { tokenSpan } from '../build/tree.ts'
import { depths, headsOf } from './clause-heads.ts'
import { show, spanAt, upper, type Explainer } from './place.ts'

const pairs = [
  { name: 'RightParen', open: '(', close: ')' },
  { name: 'RightBracket', open: '[', close: ']' },
  { name: 'RightBrace', open: '{', close: '}' },
] as const

/** What stands between the brackets, by the rule of the grammar. */
const elements: Readonly<Record<string, string>> = {
  objectLiteral: 'a field name',
  jsonObject: 'a field name in double quotes',
  call: 'an argument',
  columns: 'a column',
  options: 'an option',
  overClause: 'PARTITION BY',
}

/** A bracket that is never closed. */
export const missingBracket: Explainer = (place) => {
  const { tokens, at, expected, found, document } = place
  const pair = pairs.find(({ name }) => expected.has(name))
  if (pair === undefined || expected.size > 1) return undefined
  const depth = depths(tokens)
  // A closing bracket of another kind counts as outside already.
  const isClosing = pairs.some(({ close }) => close === found?.image)
  const inside = (depth[Math.min(at, tokens.length)] ?? 0) + (isClosing ? 1 : 0)
  const opening = tokens
    .slice(0, at)
    .findLast((token, k) => token.image === pair.open && (depth[k] ?? 0) < inside)
  const start = found?.startOffset ?? spanAt(place).end
  const edit = { at, remove: 0, insert: [makeToken(pair.name, pair.close, start)] }
  if (place.previous === opening && opening !== undefined && found !== undefined)
    return {
      slug: 'syntax-error',
      span: spanAt(place),
      finding: {
        message: `expected ${elements[place.rule] ?? 'an element'} or ${pair.close} after ${pair.open}, but ${show(found)} stands here`,
      },
      edit,
    }
  return {
    slug: 'missing-bracket',
    span: spanAt(place, 0),
    finding: {
      message: `expected ${pair.close} ${found === undefined ? 'before the end of the statement' : `before ${show(found)}`}`,
      ...(opening === undefined
        ? {}
        : {
            related: [
              { message: `the ${pair.open} that it would close`, document, span: tokenSpan(opening) },
            ],
          }),
    },
    edit,
  }
}

/**
 * A list of columns without its end: the FROM of the stream was taken for that of its last column, and the mistake
 * shows at the clause behind it, or where the statement ends.
 */
export const openColumns: Explainer = ({ tokens, at, rule, found, document }) => {
  if (rule !== 'columns' || (found !== undefined && !headsOf(tokens).includes(upper(found)))) return undefined
  const depth = depths(tokens)
  const from = tokens.slice(0, at).findLastIndex((token, k) => depth[k] === 1 && upper(token) === 'FROM')
  const [before, head] = [tokens[from - 1], tokens[from]]
  if (before === undefined || head === undefined) return undefined
  if (document.position(before.startOffset).line === document.position(head.startOffset).line)
    return undefined
  const start = tokenSpan(before).end
  return {
    slug: 'missing-bracket',
    span: tokenSpan(before),
    finding: { message: 'expected ) before FROM' },
    edit: { at: from, remove: 0, insert: [makeToken('RightParen', ')', start)] },
  }
}

/** `topic(2 AS branch, …`: only CAST has an AS, so the bracket is missing before it. */
export const openCall: Explainer = ({ tokens, at, rule }) => {
  const depth = depths(tokens)
  const inside = depth[Math.min(at, tokens.length)] ?? 0
  const open = tokens
    .slice(0, at)
    .findLastIndex((token, k) => token.image === '(' && (depth[k] ?? 0) < inside)
  if (rule !== 'call' || open < 1 || /^(TRY_)?CAST$/.test(upper(tokens[open - 1]))) return undefined
  const as = tokens
    .slice(0, at)
    .findIndex((token, k) => k > open && depth[k] === inside && upper(token) === 'AS')
  const before = tokens[as - 1]
  if (as < 0 || before === undefined) return undefined
  return {
    slug: 'missing-bracket',
    span: tokenSpan(before),
    finding: { message: 'expected ) before AS' },
    edit: { at: as, remove: 0, insert: [makeToken('RightParen', ')', tokenSpan(before).end)] },
  }
}

/** A closing bracket that nothing opened. */
export const extraBracket: Explainer = ({ found, at, isLeftover }) => {
  const pair = pairs.find(({ close }) => close === found?.image)
  if (found === undefined || pair === undefined || !isLeftover) return undefined
  return {
    slug: 'extra-bracket',
    span: tokenSpan(found),
    finding: { message: `there is no ${pair.open} for this ${pair.close}` },
    edit: { at, remove: 1, insert: [] },
  }
}
