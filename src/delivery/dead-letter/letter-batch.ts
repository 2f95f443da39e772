import type { OutputBatch, OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'

/** The columns of a letter where its target is a table; `letter` has all of it. */
export const letterColumns: TargetShape['columns'] = [
  { name: 'id', type: { kind: 'STRING', nullable: false } },
  { name: 'time', type: { kind: 'TIMESTAMP', nullable: false } },
  { name: 'fingerprint', type: { kind: 'STRING', nullable: false } },
  { name: 'slug', type: { kind: 'STRING', nullable: false } },
  { name: 'owner', type: { kind: 'STRING', nullable: false } },
  { name: 'message', type: { kind: 'STRING', nullable: false } },
  { name: 'letter', type: { kind: 'STRING', nullable: false } },
]

interface LetterHead {
  readonly id: string
  readonly time: string
  readonly fingerprint: string
  readonly slug: string
  readonly message: string
  readonly rule?: string
  readonly stream?: string
}

const headOf = (line: Buffer): LetterHead => JSON.parse(line.toString()) as LetterHead

/** A text without what databases refuse: U+0000, and halves of surrogate pairs. */
const plain = (text: string): string => text.replace(/\u0000|\p{Surrogate}/gu, '\uFFFD')

const columnsOf = (lines: readonly Buffer[]): readonly (readonly Value[])[] => {
  const rows = lines.map((line) => {
    const { fingerprint, id, message, rule, slug, stream, time } = headOf(line)
    const owner = rule === undefined ? `stream ${stream ?? ''}` : `rule ${rule}`
    return [id, Date.parse(time), fingerprint, slug, owner, plain(message), plain(line.toString().trimEnd())]
  })
  return letterColumns.map((_, c) => rows.map((row) => row[c]))
}

/** Lines of letters as rows for a connector's sink: encoded, as columns, and with the id as `key`. */
export class LetterBatch implements OutputBatch {
  readonly count: number
  private readonly whole: OutputChunk

  constructor(target: TargetShape, lines: readonly Buffer[]) {
    let at = 0
    const end = lines.map((line) => (at += line.length))
    const ids = lines.map((line) => headOf(line).id)
    const none = new Float64Array(lines.length)
    this.count = lines.length
    this.whole = {
      target,
      count: lines.length,
      bytes: Buffer.concat(lines),
      start: Int32Array.from(lines, (line, i) => end[i]! - line.length),
      // Without the newline.
      end: Int32Array.from(end, (to) => to - 1),
      columns: target.columns.length === 0 ? [] : columnsOf(lines),
      options: target.perRow.map(() => ids),
      timeMs: Float64Array.from(lines, (line) => Date.parse(headOf(line).time)),
      source: '',
      lane: 0,
      epoch: 0,
      seq: none,
      ids,
    }
  }

  chunk(): OutputChunk {
    return this.whole
  }

  row(i: number): number {
    return i
  }

  value(i: number): Buffer {
    const { bytes, end, start } = this.whole
    return bytes.subarray(start[i], end[i])
  }

  option(i: number, name: string): Value {
    const { options, target } = this.whole
    const at = target.perRow.indexOf(name)
    if (at !== -1) return options[at]?.[i]
    return Object.hasOwn(target.constants, name) ? target.constants[name] : undefined
  }

  timeMs(i: number): number {
    return this.whole.timeMs[i]!
  }

  id(i: number): string | undefined {
    return this.whole.ids?.[i]
  }
}
