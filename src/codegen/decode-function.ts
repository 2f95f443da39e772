import type { CheckedColumn } from '../check/checked/project.ts'
import { js, type Code } from '../emit/code.ts'
import { emitExpression } from './expression/expression.ts'
import type { ScriptParts } from './rule-function.ts'
import { spanCheck } from './runtime/span-check.ts'
import { invalidJson, nullColumn, wrongColumn } from './runtime/invalid.ts'
import { Memos } from './memos.ts'
import { Scope } from './scope.ts'
import { emitScanner } from './slots/scanner.ts'
import type { ColumnPlace } from './slots/stream-layout.ts'

/**
 * Emits the loop that decodes a pass's records: the payload's members are found, declared columns are checked and,
 * where they are computed, kept; the event time is read. Records that pass are listed in `x.live`; what a record
 * throws is about this record alone.
 */
export const emitDecode = (parts: ScriptParts): Code => {
  const { emitter, layout } = parts
  const name = emitter.name()
  const scan = layout.inPlace && !layout.slots.isEmpty ? emitScanner(emitter, layout.slots) : undefined
  emitter.block(js`const ${name} = (x, selected, count) =>`, () => {
    emitter.line(js`const batch = x.batch, b = x.bytes, S = x.spans, starts = batch.start, ends = batch.end`)
    emitter.block(js`for (let q = x.at; q < count; q++)`, () => {
      emitter.line(js`const i = selected === undefined ? q : selected[q], j = x.liveCount`)
      emitter.line(js`const o = j * ${layout.slots.size * 2}`)
      emitter.line(js`x.enter(q, i)`)
      emitter.line(js`x.whole(i)`)
      if (scan !== undefined) emitScan(parts, scan)
      else if (!layout.inPlace)
        emitter.line(js`x.values[j] = x.decode(${emitter.constant(layout.stream.format)})`)
      if (layout.stream.schema !== undefined) emitter.line(js`x.validate()`)
      const memos = new Memos(emitter)
      const scope = new Scope({
        ...parts,
        document: layout.stream.document,
        items: [],
        record: memos,
        row: memos,
        emit: emitExpression,
      })
      layout.columns.forEach((place, index) => {
        emitColumn(scope, place, index)
      })
      const { eventTime } = layout.stream
      if (eventTime !== undefined) scope.mayFail(eventTime.expression)
      const time = eventTime === undefined ? undefined : scope.value(eventTime.expression)
      emitter.line(
        js`x.timesMs[j] = ${time === undefined ? js`batch.timeMs[i]` : js`x.eventTime(${time}, ${eventTime?.aheadMs ?? 0})`}`,
      )
      emitter.line(js`x.live[j] = i`)
      emitter.line(js`x.liveCount = j + 1`)
    })
  })
  return name
}

const emitScan = ({ emitter }: ScriptParts, scan: Code): void => {
  emitter.line(js`const end = ${scan}(b, starts[i], ends[i], S, o)`)
  emitter.line(js`if (end < 0) ${emitter.constant(invalidJson)}(b, starts[i], ends[i], ~end)`)
  emitter.line(js`x.checkText()`)
}

const emitColumn = (scope: Scope, place: ColumnPlace, index: number): void => {
  if (place.kind === 'stored') emitStored(scope, place.column, index)
  else emitSpan(scope, place)
}

const emitSpan = (scope: Scope, place: Extract<ColumnPlace, { kind: 'span' }>): void => {
  const { emitter } = scope
  const { column } = place
  const check = spanCheck(column.type)
  const required = column.notNull && column.default === undefined
  if (check === undefined && !required) return
  const { start, end } = scope.slot(scope.layout.slots.slot(place.path))
  const about = scope.constant(column)
  const verify = (): void => {
    if (check === undefined) return
    const wrong = js`${scope.constant(wrongColumn)}(${about}, b, ${start}, ${end})`
    emitter.line(js`if (!${scope.constant(check)}(b, ${start}, ${end})) ${wrong}`)
  }
  const missing = (): void => {
    emitter.line(js`${scope.constant(nullColumn)}(${about})`)
  }
  emitter.branch(js`${start} >= 0`, verify, required ? missing : undefined)
}

const emitStored = (scope: Scope, column: CheckedColumn, index: number): void => {
  const { emitter } = scope
  const value = emitter.let(scope.value(column.read))
  if (column.default !== undefined)
    emitter.line(js`if (${value} == null) ${value} = ${scope.literal(column.default)}`)
  if (column.notNull)
    emitter.line(js`if (${value} == null) ${scope.constant(nullColumn)}(${scope.constant(column)})`)
  emitter.line(js`x.stored[${index}][j] = ${value}`)
}
