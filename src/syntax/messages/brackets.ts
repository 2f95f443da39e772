import { makeToken } from '../../../grammar/grammar.ts'
import { tokenSpan } from '../build/cst.ts'
import { depths } from './clause-heads.ts'
import { show, spanAt, type Explainer } from './place.ts'

const pairs = [
  { name: 'RightParen', open: '(', close: ')' },
  { name: 'RightBracket', open: '[', close: ']' },
  { name: 'RightBrace', open: '{', close: '}' },
] as const

/** A bracket that is never closed. */
export const missingBracket: Explainer = (place) => {
  const { tokens, at, expected, found, document } = place
  const pair = pairs.find(({ name }) => expected.has(name))
  if (pair === undefined || expected.size > 1) return undefined
  const depth = depths(tokens)
  const inside = depth[Math.min(at, tokens.length)] ?? 0
  const opening = tokens
    .slice(0, at)
    .findLast((token, k) => token.image === pair.open && (depth[k] ?? 0) <= inside)
  const start = found?.startOffset ?? spanAt(place).end
  return {
    slug: 'missing-bracket',
    span: spanAt(place),
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
    edit: { at, remove: 0, insert: [makeToken(pair.name, pair.close, start)] },
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
