import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedRule, CheckedStream } from '../../check/checked/project.ts'
import { ruleExpressions, visitReads } from '../reads.ts'
import { SlotTree } from './slot-tree.ts'
import { payloadPath, placeOf, type StreamLayout } from './stream-layout.ts'

/** What is read from the payload of a stream by its columns and by all its rules, as one layout. */
export const planLayout = (stream: CheckedStream, rules: readonly CheckedRule[]): StreamLayout => {
  const inPlace = stream.format.layout === 'json'
  const slots = new SlotTree()
  const columns = stream.columns.map((column) => placeOf(column, inPlace))
  const layout: StreamLayout = { stream, slots, columns, inPlace }
  const want = (expression: Checked): boolean => {
    const path = payloadPath(layout, expression)
    if (path !== undefined) slots.want(path)
    else if (expression.kind === 'column') wantColumn(layout, expression.index)
    return path === undefined
  }
  columns.forEach((place) => {
    if (place.kind === 'span') slots.want(place.path)
    else visitReads(place.column.read, want)
  })
  if (stream.eventTime !== undefined) visitReads(stream.eventTime.expression, want)
  for (const rule of rules) for (const expression of ruleExpressions(rule)) visitReads(expression, want)
  slots.number()
  return layout
}

const wantColumn = (layout: StreamLayout, index: number): void => {
  const place = layout.columns[index]
  if (place?.kind === 'span') layout.slots.want(place.path)
}
