import type { IToken } from 'chevrotain'
import { makeToken } from '../../../grammar/grammar.ts'
import { join } from '../../diagnostic/span.ts'
import { tokenSpan } from '../build/tree.ts'
import { beginsOperand, endsOperand, show, upper, type Explainer, type Explanation } from './place.ts'

const comparisons = new Set([
  '=',
  '<>',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '=~',
  'IS',
  'IN',
  'LIKE',
  'BETWEEN',
  'REGEXP',
])

/** `a < b < c` */
export const chainedComparison: Explainer = ({ found, at, previous, isLeftover, expected }) => {
  if (found === undefined || previous === undefined || !comparisons.has(upper(found))) return undefined
  const isBehindOperand = isLeftover || (endsOperand(previous) && !expected.has('Name'))
  if (!isBehindOperand || !endsOperand(previous)) return undefined
  return {
    slug: 'chained-comparison',
    span: tokenSpan(found),
    finding: {
      message: `a second comparison, ${show(found)}, cannot follow the first`,
      help: 'join two comparisons with AND, or put the first in brackets',
    },
    edit: { at, remove: 1, insert: [makeToken('AND', 'AND', found.startOffset)] },
  }
}

const notNull = (found: IToken, at: number): Explanation => ({
  slug: 'missing-operator',
  span: tokenSpan(found),
  finding: {
    message: 'IS is missing before NOT NULL',
    fix: {
      title: 'insert IS',
      edits: [{ span: { start: found.startOffset, end: found.startOffset }, text: 'IS ' }],
    },
  },
  edit: { at, remove: 0, insert: [makeToken('IS', 'IS', found.startOffset)] },
  isCertain: true,
})

/** Words and signs between operands that other SQLs have. */
const infix: Readonly<Record<string, string>> = {
  ILIKE: 'write lower(…) LIKE …',
  RLIKE: 'write REGEXP',
  SIMILAR: 'write REGEXP',
  ISNULL: 'write IS NULL',
  NOTNULL: 'write IS NOT NULL',
  XOR: 'write (a OR b) AND NOT (a AND b)',
  ':': 'write CAST(… AS type)',
  '->': "write a.b, or a['odd key']",
}

export const otherOperators: Explainer = ({ found, at, previous, next, isLeftover }) => {
  const word = upper(found)
  const help = Object.hasOwn(infix, word) ? infix[word] : undefined
  const isNotNull = word === 'NOT' && upper(next) === 'NULL'
  if (found === undefined || !isLeftover || !endsOperand(previous)) return undefined
  if (isNotNull) return notNull(found, at)
  if (help === undefined) return undefined
  const remove = next?.image === found.image ? 2 : 1
  return {
    slug: 'other-sql',
    span: tokenSpan(found),
    finding: { message: `${found.image} is not part of the rule language`, help },
    edit: { at, remove, insert: [makeToken('AND', 'AND', found.startOffset)] },
  }
}

/** `INTERVAL '5' MINUTE` */
export const interval: Explainer = ({ found, at, previous, isLeftover, next }) => {
  if (!isLeftover || found === undefined || upper(previous) !== 'INTERVAL' || previous === undefined)
    return undefined
  const hasUnit = next !== undefined && endsOperand(next)
  return {
    slug: 'other-sql',
    span: tokenSpan(previous),
    finding: {
      message: 'INTERVAL is not part of the rule language',
      help: 'write a number and a unit: 5 MINUTES',
    },
    edit: { at: at - 1, remove: hasUnit ? 3 : 2, insert: [makeToken('NULL', 'NULL', previous.startOffset)] },
  }
}

/** `(x) -> …` */
export const bracketedParameter: Explainer = ({ found, at, tokens }) => {
  const [open, name, close] = tokens.slice(Math.max(0, at - 3), at)
  if (found?.image !== '->' || open?.image !== '(' || close?.image !== ')' || name === undefined)
    return undefined
  const span = join(tokenSpan(open), tokenSpan(close))
  return {
    slug: 'other-sql',
    span,
    finding: {
      message: 'a single parameter stands without brackets',
      fix: { title: 'take the brackets away', edits: [{ span, text: name.image }] },
    },
    edit: { at: at - 3, remove: 3, insert: [name] },
    isCertain: true,
  }
}

/** Two operands side by side where no list stands. */
export const missingOperator: Explainer = ({ found, at, previous, isLeftover, clause }) => {
  if (!isLeftover || found === undefined || previous === undefined) return undefined
  if (!['WHERE', 'HAVING', 'ON', 'JOIN'].includes(clause)) return undefined
  if (!endsOperand(previous) || !beginsOperand(found)) return undefined
  return {
    slug: 'missing-operator',
    span: tokenSpan(found),
    finding: { message: `an operator is missing between ${show(previous)} and ${show(found)}` },
    edit: { at, remove: 0, insert: [makeToken('AND', 'AND', found.startOffset)] },
  }
}

/** `.5` and `1.` */
export const bareFraction: Explainer = ({ found, at, previous, next, tokens }) => {
  if (found?.image === '.' && next !== undefined && /^\d/.test(next.image)) {
    const span = join(tokenSpan(found), tokenSpan(next))
    const text = `0.${next.image}`
    return {
      slug: 'bad-number',
      span,
      finding: {
        message: 'a number needs a digit before its point',
        fix: { title: `write ${text}`, edits: [{ span, text }] },
      },
      edit: { at, remove: 2, insert: [makeToken('Number', text, span.start)] },
      isCertain: true,
    }
  }
  const number = tokens[at - 2]
  if (previous?.image !== '.' || number === undefined || !/^\d/.test(number.image)) return undefined
  const span = join(tokenSpan(number), tokenSpan(previous))
  return {
    slug: 'bad-number',
    span,
    finding: {
      message: 'a number needs a digit after its point',
      fix: { title: `write ${number.image}.0`, edits: [{ span, text: `${number.image}.0` }] },
    },
    edit: { at: at - 2, remove: 2, insert: [makeToken('Number', `${number.image}.0`, span.start)] },
    isCertain: true,
  }
}
