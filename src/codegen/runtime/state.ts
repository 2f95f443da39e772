import type { Capabilities, Environment, RecordView } from '../../catalog/function.ts'
import type { Batch } from '../../stream/batch.ts'
import type { Table } from '../../stream/table.ts'
import { equals, order } from '../../types/compare.ts'
import { kindOf } from '../../types/kind-of.ts'
import { compileLike } from '../../types/like.ts'
import { readNumberText } from '../../types/convert.ts'
import { RecordError } from '../../types/record-error.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import type { FormatEntry } from '../../catalog/format.ts'
import type { CompileOptions } from '../compile-options.ts'
import type { PassContext } from '../program.ts'
import { scanFlags } from '../../types/json/scan.ts'
import { memberOf } from './access.ts'

/** A text longer than this is an error of its record. */
const TEXT_LENGTH_MAX = 1_048_576

/** No records: what the state holds between passes. */
const NONE = new Int32Array(0)

/** What one pass works on, and what generated code calls for all that is not worth generating. */
export class PassState implements Environment, RecordView {
  readonly capabilities: Capabilities
  readonly record: RecordView = this
  readonly random: () => number
  batch: Batch | undefined
  bytes: Buffer = Buffer.alloc(0)
  /** Spans of live record j: `spans[j * stride + 2 * slot]` is the start, the next the end. */
  spans: Int32Array = NONE
  /** Indexes in the batch of the records that could be decoded. */
  live: Int32Array = NONE
  liveCount = 0
  /** Event times of live records. */
  timesMs: Float64Array = new Float64Array(0)
  /** Values of stored columns, by column and live record. */
  readonly stored: Value[][]
  /** Decoded payloads of live records, where the format is not read in place. */
  values: Value[] = []
  /** The record being worked on: its index in the batch. */
  index = 0
  /** Where the loop stands, so that it can go on behind a record that failed. */
  at = 0
  /** Number of the expression that is being evaluated, -1 for none. */
  site = -1
  passed = 0
  unmatched = 0
  tables: readonly Table[] = []
  mismatches = 0
  nowMs = 0
  /** NaN where it is not known: nothing is ahead of that. */
  private arrivedMs = NaN
  private stepsLeft = 0
  private stepsMax = 0
  private ticksMs: Float64Array | undefined
  private source = ''
  private readonly isUtf8: (bytes: Uint8Array) => boolean
  private readonly invalid: ((payload: string) => string | undefined) | undefined

  constructor(columnCount: number, options: CompileOptions, schemaText: string | undefined) {
    this.capabilities = options.capabilities
    this.random = options.random
    this.isUtf8 = options.isUtf8
    this.invalid = schemaText === undefined ? undefined : options.validator(schemaText)
    this.stored = Array.from({ length: columnCount }, () => [])
  }

  begin(batch: Batch, context: PassContext): void {
    this.batch = batch
    this.bytes = batch.bytes
    this.nowMs = context.nowMs
    this.arrivedMs = context.arrivedMs ?? NaN
    this.ticksMs = context.ticksMs
    this.stepsMax = context.stepsMax
    this.source = context.source
    this.tables = context.tables ?? []
  }

  /** Makes room for so many live records of `slots` slots each. */
  reserve(count: number, slots: number): void {
    if (this.live.length < count) {
      this.live = new Int32Array(count)
      this.timesMs = new Float64Array(count)
    }
    if (this.spans.length < count * slots * 2) this.spans = new Int32Array(count * slots * 2)
  }

  /** Lets go of the batch, so that its bytes can be reused. */
  end(): void {
    this.batch = undefined
    this.bytes = Buffer.alloc(0)
    this.values = []
    for (const column of this.stored) column.length = 0
  }

  /** Generated code calls this when it turns to a record. */
  enter(at: number, index: number): void {
    this.at = at
    this.index = index
    this.site = -1
    this.stepsLeft = this.stepsMax
    if (this.ticksMs !== undefined) this.nowMs = this.ticksMs[index] as number
  }

  step(): void {
    if (--this.stepsLeft < 0)
      throw new RecordError('step-limit', `more than ${String(this.stepsMax)} steps in loops for one record`)
  }

  // Decoding.

  /** A payload that was cut because of its size is invalid. */
  whole(index: number): void {
    const fullSize = this.batch?.fullSize?.get(index)
    if (fullSize !== undefined)
      throw new RecordError(
        'payload-too-large',
        `the payload has ${String(fullSize)} bytes, more than the limit`,
      )
  }

  /** Text that is not UTF-8 must not reach a sink as JSON. */
  checkText(): void {
    if (scanFlags.nonAscii && !this.isUtf8(this.payload()))
      throw new RecordError('bad-json', 'the payload is not valid UTF-8')
    scanFlags.nonAscii = false
  }

  decode(format: FormatEntry): Value {
    return format.decode(this.payload())
  }

  validate(): void {
    const { bytes, batch, index } = this
    if (batch === undefined || this.invalid === undefined) return
    const problem = this.invalid(bytes.toString('utf8', batch.start[index], batch.end[index]))
    if (problem !== undefined) throw new RecordError('schema-violation', problem)
  }

  eventTime(value: Value, aheadMs: number): number {
    if (typeof value !== 'number') throw new RecordError('no-event-time', 'the record has no event time')
    if (value > this.arrivedMs + aheadMs)
      throw new RecordError(
        'ahead-of-time',
        `the event time is ${String((value - this.arrivedMs) / 1_000)} s after the arrival`,
      )
    return value
  }

  // What the message brings beside its payload.

  topic(): string {
    const { batch } = this
    return batch?.topics[batch.topic[this.index] as number] ?? ''
  }

  key(): Uint8Array | undefined {
    return this.batch?.key(this.index)
  }

  header(name: string): Uint8Array | undefined {
    return this.batch?.header(this.index, name)
  }

  headerNames(): readonly string[] {
    return this.batch?.headerNames(this.index) ?? []
  }

  attribute(name: string): Value {
    return this.batch?.attribute(this.index, name)
  }

  timeMs(): number {
    return this.batch?.timeMs[this.index] ?? 0
  }

  payload(): Uint8Array {
    const { batch, index } = this
    return batch === undefined ? this.bytes : batch.bytes.subarray(batch.start[index], batch.end[index])
  }

  id(): string {
    const { batch, index } = this
    if (batch === undefined) return `${this.source}/0/0/0`
    return `${this.source}/${String(batch.lane)}/${String(batch.epoch)}/${String(batch.first + index)}`
  }

  context(name: string): Value {
    switch (name) {
      case 'topic':
        return this.topic()
      case 'timestamp': {
        const own = this.attribute('timestamp')
        return typeof own === 'number' ? Math.trunc(own) : this.timeMs()
      }
      default:
        return this.attribute(name)
    }
  }

  payloadMember(at: number, path: readonly string[]): Value {
    return path.reduce<Value>(memberOf, this.values[at])
  }

  // Slow paths of operators.

  /** Comparison of two values that are not NULL; NULL, and a mismatch, where an order does not fit the kinds. */
  compare(operator: string, left: Value, right: Value): boolean | null {
    if (left == null || right == null) return null
    if (operator === '=') return equals(left, right)
    if (operator === '<>') return !equals(left, right)
    const result = order(left, right)
    if (result === undefined) {
      this.mismatches++
      return null
    }
    if (operator === '<') return result < 0
    if (operator === '<=') return result <= 0
    return operator === '>' ? result > 0 : result >= 0
  }

  /** Text in JSON's number syntax as that number; all else as it is. */
  textAsNumber(value: Value): Value {
    return typeof value === 'string' ? (readNumberText(value) ?? value) : value
  }

  /** A value of unknown type where a condition stands: BOOLEAN or NULL, else an error of the record. */
  truth(value: Value): boolean | null {
    if (value === true || value === false) return value
    if (value == null) return null
    throw new RecordError('wrong-type', 'a condition must be BOOLEAN')
  }

  /** What FOREACH goes through: nothing for NULL. */
  elements(value: Value): readonly Value[] {
    if (value == null) return []
    if (Array.isArray(value)) return value as readonly Value[]
    throw new RecordError('wrong-type', `FOREACH takes an array, found ${kindOf(value)}`)
  }

  concat(texts: readonly string[]): string {
    let length = 0
    for (const text of texts) length += text.length
    if (length > TEXT_LENGTH_MAX)
      throw new RecordError('value-too-large', `a text of more than ${String(TEXT_LENGTH_MAX)} characters`)
    return texts.join('')
  }

  object(names: readonly string[], values: readonly Value[]): ObjectValue {
    const object = Object.create(null) as Record<string, Value>
    names.forEach((name, index) => (object[name] = values[index]))
    return object
  }

  inArray(operand: Value, array: Value, negated: boolean): boolean | null {
    if (!Array.isArray(array)) throw new RecordError('wrong-type', 'IN needs an array')
    let unknown = false
    for (const element of array as readonly Value[]) {
      if (element == null) unknown = true
      else if (equals(operand, element)) return !negated
    }
    return unknown ? null : negated
  }

  match(matches: (text: string) => boolean, operand: Value, negated: boolean): boolean | null {
    if (typeof operand === 'string') return matches(operand) !== negated
    this.mismatches++
    return null
  }

  like(operand: Value, pattern: Value, escape: string | undefined, negated: boolean): boolean | null {
    // What is no text is not compared at all, whatever the pattern.
    if (typeof operand === 'string' && typeof pattern === 'string')
      return compileLike(pattern, escape)(operand) !== negated
    this.mismatches++
    return null
  }

  regexp(operand: Value, pattern: Value, negated: boolean): boolean | null {
    if (typeof operand === 'string' && typeof pattern === 'string')
      return this.capabilities.pattern(pattern).test(operand) !== negated
    this.mismatches++
    return null
  }
}
