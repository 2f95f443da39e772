import type { TargetShape } from '../../stream/output.ts'
import { ByteReader, ContentError } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import { readInput, writeInput, type KeptInput } from './inputs.ts'
import { decodeRows, encodeRows, type JournalledChunk } from './rows.ts'

/** Records of one source lane and epoch, `first` to `below` without the last, that this frame is about. */
export interface SourcePosition {
  readonly source: string
  readonly lane: number
  readonly epoch: number
  readonly first: number
  readonly below: number
}

/** How far time has come in one input partition. */
export interface PartitionTime {
  readonly source: string
  readonly lane: number
  /** undefined before the first record. */
  readonly watermarkMs: number | undefined
  readonly idle: boolean
}

/** A change of keyed state: the key's new value, or undefined where it is gone. */
export interface StateDelta {
  readonly owner: string
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** Counters of one ledger, as they stand. */
export interface Totals {
  readonly ledger: string
  readonly counts: readonly number[]
}

/** Receipts of a source (see `Receipts`): taken with this frame, released, or all that are open and no others. */
export interface ReceiptChange {
  readonly source: string
  readonly change: 'taken' | 'released' | 'all'
  readonly numbers: readonly number[]
}

/** Rows that got an outcome as they were made, and are not in the frame: the backlog of their lane was at its quota. */
export interface ShedRows {
  readonly target: number
  readonly outcome: 'dropped' | 'deadLettered'
  readonly count: number
}

/** What one frame holds; what is empty takes no room. */
export interface FrameContent {
  readonly positions: readonly SourcePosition[]
  readonly times: readonly PartitionTime[]
  /** Wall clock times, in milliseconds since 1970, that rules saw. */
  readonly ticks: readonly number[]
  readonly rows: readonly JournalledChunk[]
  readonly deltas: readonly StateDelta[]
  /** Lines as they stand in a dead-letter file. */
  readonly deadLetters: readonly Uint8Array[]
  readonly totals: readonly Totals[]
  readonly receipts: readonly ReceiptChange[]
  readonly shed: readonly ShedRows[]
  /** The sequence of the frame whose rows for one lane this is a copy of; in a log of that lane. */
  readonly copyOf: readonly number[]
  /** Records that rows of this frame are of, where dead letters are to have them. */
  readonly inputs: readonly KeptInput[]
}

const section = {
  positions: 1,
  rows: 2,
  totals: 3,
  times: 4,
  ticks: 5,
  deltas: 6,
  deadLetters: 7,
  receipts: 8,
  shed: 9,
  copyOf: 10,
  inputs: 11,
} as const

/** By the numbers that they have in frames. */
const receiptChanges = ['taken', 'released', 'all'] as const
const shedOutcomes = ['dropped', 'deadLettered'] as const

const list = <T>(
  items: readonly T[] | undefined,
  write: (writer: ByteWriter, item: T) => void,
): Uint8Array[] => {
  if (items === undefined || items.length === 0) return []
  const writer = new ByteWriter()
  writer.varint(items.length)
  for (const item of items) write(writer, item)
  return [writer.finish()]
}

const writePosition = (writer: ByteWriter, one: SourcePosition): void => {
  writer.text(one.source)
  for (const number of [one.lane, one.epoch, one.first, one.below]) writer.varint(number)
}

const writeTime = (writer: ByteWriter, { source, lane, watermarkMs, idle }: PartitionTime): void => {
  writer.text(source)
  writer.varint(lane)
  writer.byte((idle ? 1 : 0) | (watermarkMs === undefined ? 0 : 2))
  if (watermarkMs !== undefined) writer.double(watermarkMs)
}

const writeDelta = (writer: ByteWriter, { owner, key, value }: StateDelta): void => {
  writer.text(owner)
  writer.sized(key)
  writer.byte(value === undefined ? 0 : 1)
  if (value !== undefined) writer.sized(value)
}

const writeTotals = (writer: ByteWriter, { ledger, counts }: Totals): void => {
  writer.text(ledger)
  writer.varint(counts.length)
  for (const count of counts) writer.varint(count)
}

const writeReceipts = (writer: ByteWriter, { change, numbers, source }: ReceiptChange): void => {
  writer.text(source)
  writer.byte(receiptChanges.indexOf(change))
  writer.varint(numbers.length)
  for (const receipt of numbers) writer.varint(receipt)
}

const writeShed = (writer: ByteWriter, { count, outcome, target }: ShedRows): void => {
  writer.varint(target)
  writer.byte(shedOutcomes.indexOf(outcome))
  writer.varint(count)
}

/** The parts of a frame. Encoded rows are not copied, so they must not change until it is synced. */
export const encodeContent = (content: Partial<FrameContent>): Uint8Array[] => {
  const { rows } = content
  const sections: readonly (readonly [kind: number, parts: readonly Uint8Array[]])[] = [
    [section.positions, list(content.positions, writePosition)],
    [section.times, list(content.times, writeTime)],
    [section.ticks, list(content.ticks, (writer, tick) => writer.double(tick))],
    [section.rows, rows === undefined || rows.length === 0 ? [] : encodeRows(rows)],
    [section.deltas, list(content.deltas, writeDelta)],
    [section.deadLetters, list(content.deadLetters, (writer, line) => writer.sized(line))],
    [section.totals, list(content.totals, writeTotals)],
    [section.receipts, list(content.receipts, writeReceipts)],
    [section.shed, list(content.shed, writeShed)],
    [section.copyOf, list(content.copyOf, (writer, sequence) => writer.varint(sequence))],
    [section.inputs, list(content.inputs, writeInput)],
  ]
  return sections.flatMap(([kind, parts]) => {
    if (parts.length === 0) return []
    const head = new ByteWriter()
    head.varint(kind)
    head.varint(parts.reduce((sum, part) => sum + part.length, 0))
    return [head.finish(), ...parts]
  })
}

const readList = <T>(reader: ByteReader, read: () => T): T[] =>
  Array.from({ length: reader.count() }, () => read())

const readTime = (reader: ByteReader): PartitionTime => {
  const source = reader.text()
  const lane = reader.varint()
  const flags = reader.byte()
  return {
    source,
    lane,
    idle: (flags & 1) !== 0,
    watermarkMs: (flags & 2) !== 0 ? reader.double() : undefined,
  }
}

const readPosition = (reader: ByteReader): SourcePosition => ({
  source: reader.text(),
  lane: reader.varint(),
  epoch: reader.varint(),
  first: reader.varint(),
  below: reader.varint(),
})

const readDelta = (reader: ByteReader): StateDelta => ({
  owner: reader.text(),
  key: reader.sized(),
  value: reader.byte() === 0 ? undefined : reader.sized(),
})

const readTotals = (reader: ByteReader): Totals => ({
  ledger: reader.text(),
  counts: readList(reader, () => reader.varint()),
})

const readReceipts = (reader: ByteReader): ReceiptChange => {
  const source = reader.text()
  const change = receiptChanges[reader.byte()]
  if (change === undefined) throw new ContentError('receipts of an unknown kind')
  return { source, change, numbers: readList(reader, () => reader.varint()) }
}

const readShed = (reader: ByteReader): ShedRows => {
  const target = reader.varint()
  const outcome = shedOutcomes[reader.byte()]
  if (outcome === undefined) throw new ContentError('rows with an unknown outcome')
  return { target, outcome, count: reader.varint() }
}

/**
 * What a frame says; sections of unknown kinds are stepped over. Rows are given for the targets that `shapeOf` knows.
 * Views into the bytes, not copies. Throws `ContentError` where it makes no sense.
 */
export const decodeContent = (
  bytes: Buffer,
  shapeOf: (target: number) => TargetShape | undefined,
): FrameContent => {
  const content = {
    positions: [] as SourcePosition[],
    times: [] as PartitionTime[],
    ticks: [] as number[],
    rows: [] as JournalledChunk[],
    deltas: [] as StateDelta[],
    deadLetters: [] as Uint8Array[],
    totals: [] as Totals[],
    receipts: [] as ReceiptChange[],
    shed: [] as ShedRows[],
    copyOf: [] as number[],
    inputs: [] as KeptInput[],
  }
  const reader = new ByteReader(bytes)
  while (reader.left > 0) {
    const kind = reader.varint()
    const part = new ByteReader(reader.sized())
    if (kind === section.positions) content.positions = readList(part, () => readPosition(part))
    else if (kind === section.times) content.times = readList(part, () => readTime(part))
    else if (kind === section.ticks) content.ticks = readList(part, () => part.double())
    else if (kind === section.rows) content.rows = decodeRows(part, shapeOf)
    else if (kind === section.deltas) content.deltas = readList(part, () => readDelta(part))
    else if (kind === section.deadLetters) content.deadLetters = readList(part, () => part.sized())
    else if (kind === section.totals) content.totals = readList(part, () => readTotals(part))
    else if (kind === section.receipts) content.receipts = readList(part, () => readReceipts(part))
    else if (kind === section.shed) content.shed = readList(part, () => readShed(part))
    else if (kind === section.copyOf) content.copyOf = readList(part, () => part.varint())
    else if (kind === section.inputs) content.inputs = readList(part, () => readInput(part))
  }
  return content
}
