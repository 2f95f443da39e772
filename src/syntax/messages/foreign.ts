import type { IToken } from 'chevrotain'
import { makeToken } from '../../../grammar/grammar.ts'
import { closestName } from '../../base/closest-name.ts'
import { join } from '../../diagnostic/span.ts'
import { tokenSpan } from '../build/tree.ts'
import { upper, type Explainer, type Explanation, type Place } from './place.ts'

const touch = (left: IToken | undefined, right: IToken | undefined): boolean =>
  left !== undefined && right !== undefined && tokenSpan(left).end === right.startOffset

/** The token at an index in place of one or two that only other languages have. */
const replaced = (
  { tokens }: Place,
  { at, count, type, text }: { at: number; count: number; type: string; text: string },
): Explanation | undefined => {
  const [first, last] = [tokens[at], tokens[at + count - 1]]
  if (first === undefined || last === undefined) return undefined
  const span = join(tokenSpan(first), tokenSpan(last))
  const written = tokens
    .slice(at, at + count)
    .map(({ image }) => image)
    .join('')
  return {
    slug: 'other-sql',
    span,
    finding: {
      message: `${written} is not part of the rule language`,
      help: `write ${text}`,
      fix: { title: `write ${text}`, edits: [{ span, text }] },
    },
    edit: { at, remove: count, insert: [makeToken(type, text, first.startOffset)] },
    isCertain: true,
  }
}

/** `=<`, `=>` and `:=` */
export const turnedSigns: Explainer = (place) => {
  const { found, previous, next, at, rule } = place
  if (found === undefined) return undefined
  if (found.image === '<' && previous?.image === '=' && touch(previous, found))
    return replaced(place, { at: at - 1, count: 2, type: 'LessEqual', text: '<=' })
  if (found.image === '=>' && rule !== 'options')
    return replaced(place, { at, count: 1, type: 'GreaterEqual', text: '>=' })
  if (found.image === ':' && next?.image === '=' && touch(found, next) && place.expected.has('Equal'))
    return replaced(place, { at, count: 2, type: 'Equal', text: '=' })
  return undefined
}

const remark = (left: IToken, right: IToken, written: string, help: string): Explanation => ({
  slug: 'other-sql',
  span: join(tokenSpan(left), tokenSpan(right)),
  finding: { message: `${written} is not part of the rule language`, help },
})

/** `a::INTEGER`, `a->b`, `// …`, `JOIN t USING (id)` */
export const otherForms: Explainer = (place) => {
  const { found, previous, next } = place
  if (found === undefined) return undefined
  if (found.image === ':' && next?.image === ':' && touch(found, next))
    return remark(found, next, '::', 'write CAST(value AS TYPE), or TRY_CAST')
  if (found.image === '->' && place.isLeftover)
    return remark(found, found, '->', 'write a path with dots: a.b')
  if (found.image === '->' && place.expected.has('FROM'))
    return remark(found, found, '->', 'write a path with dots: a.b')
  if (found.image === '/' && next?.image === '/' && touch(found, next))
    return remark(found, next, '//', 'a comment begins with --, or stands between /* and */')
  if (found.image === '(' && previous !== undefined && upper(previous) === 'USING')
    return remark(previous, previous, 'USING', 'write ON and the columns that must be equal')
  return undefined
}

/** Short units of other languages. */
const units: Readonly<Record<string, string>> = {
  ms: 'MILLISECONDS',
  s: 'SECONDS',
  sec: 'SECONDS',
  m: 'MINUTES',
  min: 'MINUTES',
  h: 'HOURS',
  hr: 'HOURS',
  d: 'DAYS',
  w: 'WEEKS',
}

/** `5m`; `5 min` too, where no list could be meant. */
export const shortUnit: Explainer = ({ found, previous, at, clause }) => {
  if (found === undefined || previous === undefined) return undefined
  if (!touch(previous, found) && (clause === 'SELECT' || clause === 'DO')) return undefined
  const unit = Object.hasOwn(units, found.image) ? units[found.image] : undefined
  if (unit === undefined || !/^\d/.test(previous.image)) return undefined
  const span = join(tokenSpan(previous), tokenSpan(found))
  const text = `${previous.image} ${unit}`
  return {
    slug: 'other-sql',
    span,
    finding: {
      message: `${previous.image}${touch(previous, found) ? '' : ' '}${found.image} is no duration`,
      help: `write ${text}`,
      fix: { title: `write ${text}`, edits: [{ span, text }] },
    },
    edit: { at, remove: 1, insert: [makeToken(unit, unit, found.startOffset)] },
    isCertain: true,
  }
}

const starts = ['RULE', 'STREAM', 'TABLE', 'SINK', 'SET', 'TEST', 'SELECT', 'FOREACH']

/** A statement that begins with JSON, or with a word that is nearly one of ours. */
export const oddStart: Explainer = (place) => {
  const { found, at } = place
  if (found === undefined || at !== 0 || place.rule !== 'statement') return undefined
  const span = tokenSpan(found)
  if (found.image === '{' || found.image === '[')
    return {
      slug: 'syntax-error',
      span,
      finding: {
        message: 'this is JSON, and no statement',
        help: 'records stand in files of their own, or in a TEST: GIVEN source {…}',
      },
    }
  const close = closestName(upper(found), starts)
  if (close !== 'SELECT' && close !== 'FOREACH') return undefined
  return {
    slug: 'misspelt-word',
    span,
    finding: {
      message: `a statement cannot begin with \`${found.image}\``,
      help: `did you mean ${close}? It stands behind RULE name AS`,
    },
  }
}

/** `(a + 1)) AS b`: a bracket closed once too often, in the middle of a statement. */
export const doubleClose: Explainer = ({ found, at, tokens }) => {
  if (found?.image !== ')') return undefined
  let depth = 0
  for (const { image } of tokens.slice(0, at)) {
    if (image === '(') depth++
    if (image === ')') depth--
  }
  if (depth > 0) return undefined
  return {
    slug: 'extra-bracket',
    span: tokenSpan(found),
    finding: {
      message: 'there is no ( for this )',
      fix: { title: 'take the ) away', edits: [{ span: tokenSpan(found), text: '' }] },
    },
    edit: { at, remove: 1, insert: [] },
  }
}

/** `CASE … ` without its END. */
export const missingEnd: Explainer = ({ document, found, at, tokens, expected }) => {
  if (!expected.has('END')) return undefined
  const opened = tokens
    .slice(0, at)
    .findLast((token, k) => upper(token) === 'CASE' && tokens[k - 1]?.image !== '.')
  if (opened === undefined) return undefined
  const last = tokens.at(-1) ?? opened
  const offset = found?.startOffset ?? tokenSpan(last).end
  return {
    slug: 'missing-bracket',
    span: tokenSpan(found ?? last),
    finding: {
      message: 'a CASE has no END before this',
      help: 'write CASE WHEN condition THEN value ELSE value END',
      related: [{ message: 'the CASE', document, span: tokenSpan(opened) }],
    },
    edit: { at, remove: 0, insert: [makeToken('END', 'END', offset)] },
  }
}
