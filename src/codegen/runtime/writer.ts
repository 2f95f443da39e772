import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'

/** Below this, a loop over bytes beats the call into native code. */
const LOOP_BYTES_MAX = 40

/** The encoded rows of one rule and pass: a growing buffer that the chunks of its targets share. */
export class RowWriter {
  buffer: Buffer
  at = 0

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafeSlow(capacity)
  }

  /** Makes room for so many more bytes. */
  ensure(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, this.at + bytes))
    this.buffer.copy(grown, 0, 0, this.at)
    this.buffer = grown
  }

  /** Copies `from[start .. end)`. */
  copy(from: Uint8Array, start: number, end: number): void {
    this.ensure(end - start)
    const to = this.buffer
    let at = this.at
    if (end - start <= LOOP_BYTES_MAX) for (let i = start; i < end; i++) to[at++] = from[i] as number
    else {
      to.set(from.subarray(start, end), at)
      at += end - start
    }
    this.at = at
  }

  bytes(from: Uint8Array): void {
    this.copy(from, 0, from.length)
  }

  byte(value: number): void {
    this.ensure(1)
    this.buffer[this.at++] = value
  }

  /** Text as UTF-8. */
  text(text: string): void {
    this.ensure(text.length * 3)
    this.at += this.buffer.utf8Write(text, this.at)
  }

  /** Text that is known to be ASCII. */
  ascii(text: string): void {
    this.ensure(text.length)
    this.at += this.buffer.latin1Write(text, this.at)
  }
}

declare module 'node:buffer' {
  interface Buffer {
    utf8Write(text: string, offset?: number): number
    latin1Write(text: string, offset?: number): number
    latin1Slice(start: number, end: number): string
    utf8Slice(start: number, end: number): string
  }
}

/** The rows of one target and pass, as columns that grow. */
export class TargetWriter {
  readonly shape: TargetShape
  count = 0
  private start: Int32Array
  private end: Int32Array
  private seq: Float64Array
  private timeMs: Float64Array
  private readonly options: Value[][]
  private readonly columns: Value[][]
  private readonly ordinals: number[] = []

  constructor(shape: TargetShape, columnCount: number, capacity: number) {
    this.shape = shape
    this.start = new Int32Array(capacity)
    this.end = new Int32Array(capacity)
    this.seq = new Float64Array(capacity)
    this.timeMs = new Float64Array(capacity)
    this.options = shape.perRow.map(() => [])
    this.columns = Array.from({ length: columnCount }, () => [])
  }

  /** Adds a row whose encoded value is `[start .. end)` of the rule's buffer. */
  row(start: number, end: number, seq: number, timeMs: number): void {
    const at = this.count
    if (at === this.start.length) this.grow()
    this.start[at] = start
    this.end[at] = end
    this.seq[at] = seq
    this.timeMs[at] = timeMs
    this.count = at + 1
  }

  /** Sets option k of the row that was added last. */
  option(k: number, value: Value): void {
    this.options[k]?.push(value)
  }

  /** Sets column c of the row that was added last. */
  column(c: number, value: Value): void {
    this.columns[c]?.push(value)
  }

  /** Says which of its record's rows the one that was added last is. */
  ordinal(ordinal: number): void {
    this.ordinals.push(ordinal)
  }

  /** Forgets rows from `count` on: their record failed. */
  truncate(count: number): void {
    if (this.count === count) return
    this.count = count
    this.ordinals.length = Math.min(this.ordinals.length, count)
    for (const option of this.options) option.length = count
    for (const column of this.columns) column.length = count
  }

  chunk(bytes: Buffer, source: string, lane: number, epoch: number): OutputChunk | undefined {
    if (this.count === 0) return undefined
    const { shape, count, start, end, options, columns, timeMs, seq, ordinals } = this
    const chunk = {
      target: shape,
      count,
      bytes,
      start,
      end,
      columns,
      options,
      timeMs,
      source,
      lane,
      epoch,
      seq,
    }
    return ordinals.length === 0 ? chunk : { ...chunk, ordinal: Int32Array.from(ordinals) }
  }

  private grow(): void {
    const capacity = Math.max(16, this.start.length * 2)
    const longer = <T extends Int32Array | Float64Array>(old: T, fresh: T): T => {
      fresh.set(old)
      return fresh
    }
    this.start = longer(this.start, new Int32Array(capacity))
    this.end = longer(this.end, new Int32Array(capacity))
    this.seq = longer(this.seq, new Float64Array(capacity))
    this.timeMs = longer(this.timeMs, new Float64Array(capacity))
  }
}
