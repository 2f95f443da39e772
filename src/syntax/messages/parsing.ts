import type { IRecognitionException, IToken } from 'chevrotain'
import type { Collector, Finding } from '../../diagnostic/collector.ts'
import type { Slug } from '../../diagnostic/codes.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import { reserved } from '../../../grammar/tokens.ts'
import { tokenSpan } from '../build/cst.ts'
import { expectedIn } from './expected.ts'
import { habitOf } from './habits.ts'

interface Mistake {
  readonly slug: Slug
  readonly span: Span
  readonly finding: Finding
}

const isEnd = (token: IToken): boolean => token.image === '' || Number.isNaN(token.startOffset)

const endsOperand = (token: IToken | undefined): boolean =>
  token !== undefined &&
  /[\w'"`)\]}]$/.test(token.image) &&
  !Object.hasOwn(reserved, token.image.toUpperCase())

const beginsOperand = (token: IToken): boolean =>
  /^[\w'"`]/.test(token.image) && !Object.hasOwn(reserved, token.image.toUpperCase())

/** Rules whose elements are separated by commas. */
const lists = new Set([
  'items',
  'columns',
  'options',
  'call',
  'expressions',
  'arrayLiteral',
  'objectLiteral',
  'keys',
  'jsonObject',
  'jsonArray',
])

/** Two operands side by side, in a list: a comma is missing between them. */
const missingComma = (error: IRecognitionException, found: IToken): Mistake | undefined => {
  const { previousToken: previous } = error as IRecognitionException & { readonly previousToken?: IToken }
  const stack = error.context.ruleStack
  if (stack.at(-1) === 'endpointOption' && previous !== undefined && /^\w+$/.test(previous.image))
    return undefined
  const inList = stack.some((name) => lists.has(name)) || stack.at(-1) === 'query'
  if (!inList || previous === undefined || !endsOperand(previous) || !beginsOperand(found)) return undefined
  const inItems = stack.at(-1) === 'query' || stack.includes('items')
  const at = previous.startOffset + previous.image.length
  return {
    slug: 'missing-comma',
    span: tokenSpan(found),
    finding: {
      message: `a comma is missing before ${found.image}`,
      ...(inItems ? { help: `to name the column, write AS: ${previous.image} AS ${found.image}` } : {}),
      fix: { title: 'insert a comma', edits: [{ span: { start: at, end: at }, text: ',' }] },
    },
  }
}

const reservedName = (found: IToken, expected: string): Mistake | undefined =>
  Object.hasOwn(reserved, found.image.toUpperCase()) && expected.startsWith('a name')
    ? {
        slug: 'reserved-word',
        span: tokenSpan(found),
        finding: {
          message: `${found.image} is a reserved word and cannot be a name by itself`,
          help: `write \`${found.image}\` in back-ticks`,
        },
      }
    : undefined

/** One finding for the first mistake of a statement; what follows it is mostly its consequence. */
export const reportParsing = (
  errors: readonly IRecognitionException[],
  tokens: readonly IToken[],
  document: SourceDocument,
  collector: Collector,
): void => {
  const error = errors[0]
  if (error === undefined) return
  const { slug, span, finding } = explain(error, tokens)
  collector.add(slug, document, span, finding)
}

const explain = (error: IRecognitionException, tokens: readonly IToken[]): Mistake => {
  const found = error.token
  const last = tokens.at(-1)
  const expected = expectedIn(error)
  if (isEnd(found)) {
    const start = last === undefined ? 0 : last.startOffset
    const end = last === undefined ? 0 : start + last.image.length
    return {
      slug: 'syntax-error',
      span: { start, end },
      finding: { message: `the statement ends here, but ${expected} is missing` },
    }
  }
  const habit = habitOf(found, tokens)
  if (habit !== undefined) return { slug: 'other-sql', span: tokenSpan(found), finding: habit }
  return (
    missingComma(error, found) ??
    reservedName(found, expected) ?? {
      slug: 'syntax-error',
      span: tokenSpan(found),
      finding: { message: `expected ${expected}, found ${found.image}` },
    }
  )
}
