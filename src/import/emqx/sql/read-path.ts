import type { Span } from '../../../diagnostic/span.ts'
import { Refusal } from '../refusal.ts'
import type { Expr, PutStep, Step } from './ast.ts'
import type { Cursor } from './cursor.ts'

type ReadExpr = (cursor: Cursor) => Expr

/** A whole number that may have a sign; undefined where none stands here. */
const wholeNumber = (cursor: Cursor): { value: number; text: string; span: Span } | undefined => {
  const isNegative = cursor.isSymbol('-')
  const token = cursor.peek(isNegative ? 1 : 0)
  if (token.kind !== 'number' || !/^\d+$/.test(token.value)) return undefined
  const { start } = cursor.peek().span
  if (isNegative) cursor.take()
  cursor.take()
  const text = `${isNegative ? '-' : ''}${token.value}`
  return { value: Number(text), text, span: cursor.spanFrom(start) }
}

/** The name behind a dot: a word, a whole number, or anything in quotes. */
const key = (cursor: Cursor): Step & PutStep => {
  const token = cursor.peek()
  const isKey = token.kind === 'word' || token.kind === 'text' || token.kind === 'quoted'
  if (!isKey && !(token.kind === 'number' && /^\d+$/.test(token.value)))
    throw token.kind === 'number'
      ? new Refusal(
          'emqx-syntax',
          token.span,
          `\`${token.value}\` is a number here, so the path has no meaning in EMQX`,
          `quote the name: '${token.value}'`,
        )
      : cursor.unexpected('the name of a member')
  cursor.take()
  return { kind: 'key', name: token.value, span: token.span }
}

/** What stands in brackets behind a path: a position, or the two ends of a part. */
export type Bracket =
  | { readonly kind: 'index'; readonly step: Step }
  | { readonly kind: 'part'; readonly from: number; readonly to: number }

const bracket = (cursor: Cursor, read: ReadExpr): Bracket => {
  const { start } = cursor.peek().span
  cursor.needSymbol('[')
  const from = wholeNumber(cursor)
  if (from !== undefined && cursor.takeSymbol('..')) {
    const to = wholeNumber(cursor)
    if (to === undefined) throw cursor.unexpected('a whole number')
    cursor.needSymbol(']')
    return { kind: 'part', from: from.value, to: to.value }
  }
  const index: Expr =
    from === undefined ? read(cursor) : { kind: 'number', text: from.text, isInteger: true, span: from.span }
  cursor.needSymbol(']')
  return { kind: 'index', step: { kind: 'index', index, span: cursor.spanFrom(start) } }
}

/** All steps behind the first name of a path; a part ends it. */
export const readSteps = (
  cursor: Cursor,
  read: ReadExpr,
): { readonly steps: readonly Step[]; readonly part: { from: number; to: number } | undefined } => {
  const steps: Step[] = []
  for (;;) {
    if (cursor.takeSymbol('.')) steps.push(key(cursor))
    else if (cursor.isSymbol('[')) {
      const found = bracket(cursor, read)
      if (found.kind === 'part') return { steps, part: found }
      steps.push(found.step)
    } else return { steps, part: undefined }
  }
}

const putIndex = (cursor: Cursor): PutStep => {
  const { start } = cursor.peek().span
  cursor.needSymbol('[')
  const index = wholeNumber(cursor)
  if (index === undefined)
    throw new Refusal(
      'emqx-put-index',
      cursor.peek().span,
      'the place in a list that AS writes to is not constant',
      'no list has a computed place in Sluice; build the list as a whole',
    )
  cursor.needSymbol(']')
  const at = index.text === '-0' ? 'tail' : index.value === 0 ? 'head' : index.value
  return { kind: 'index', at, span: cursor.spanFrom(start) }
}

/** The path behind AS; undefined where no name stands here. */
export const readAlias = (cursor: Cursor): readonly PutStep[] | undefined => {
  const token = cursor.peek()
  if (!cursor.isName() && token.kind !== 'text' && token.kind !== 'quoted') return undefined
  cursor.take()
  const steps: PutStep[] = [{ kind: 'key', name: token.value, span: token.span }]
  for (;;) {
    if (cursor.takeSymbol('.')) steps.push(key(cursor))
    else if (cursor.isSymbol('[')) steps.push(putIndex(cursor))
    else return steps
  }
}
