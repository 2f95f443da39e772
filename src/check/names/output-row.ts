import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'

/** An output item: where its value goes, and how it is read. */
export interface OutputPath {
  readonly path: readonly (string | number)[]
  read(span: Span): Checked | undefined
}

const below = (items: readonly OutputPath[], step: string | number): OutputPath[] =>
  items
    .filter((item) => item.path[0] === step)
    .map((item) => ({ path: item.path.slice(1), read: (span) => item.read(span) }))

const arrayOf = (items: readonly OutputPath[], span: Span): Checked | undefined => {
  const count = Math.max(...items.map((item) => Number(item.path[0])))
  const elements: Checked[] = []
  for (let at = 1; at <= count; at++) {
    const element = build(below(items, at), span)
    if (element === undefined) return undefined
    elements.push(element)
  }
  return { kind: 'array', elements, type: { kind: 'ARRAY', nullable: false }, span }
}

const build = (items: readonly OutputPath[], span: Span): Checked | undefined => {
  const [first] = items
  if (first === undefined)
    return { kind: 'literal', value: null, type: { kind: 'NULL', nullable: true }, span }
  const [step] = first.path
  if (step === undefined) return first.read(span)
  if (typeof step === 'number') return arrayOf(items, span)
  const names = [...new Set(items.map((item) => String(item.path[0])))]
  const fields: { name: string; value: Checked }[] = []
  for (const name of names) {
    const value = build(below(items, name), span)
    if (value === undefined) return undefined
    fields.push({ name, value })
  }
  const known = fields.map(({ name, value }) => ({ name, type: value.type }))
  return { kind: 'object', fields, type: { kind: 'OBJECT', nullable: false, fields: known }, span }
}

/** Reads output column `name`, put together where AS built it from several items; 'none' where there is none. */
export const readOutput = (
  items: readonly OutputPath[],
  name: string,
  span: Span,
): Checked | undefined | 'none' => {
  const mine = below(items, name)
  return mine.length === 0 ? 'none' : build(mine, span)
}
