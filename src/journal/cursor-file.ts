import { join } from 'node:path'
import { crc32 } from './crc32.ts'
import { isMissing, type JournalFile } from './file-system.ts'
import type { JournalContext } from './journal-context.ts'

export const CURSORS = 'cursors'
/** Head of a slot: CRC-32 of what follows (u32), number of lanes (u32), generation and synced sequence (f64 each). */
const HEAD_BYTES = 24
/** A lane (u32) and its sequence (f64). */
const LANE_BYTES = 12

export interface Cursors {
  /** All frames below this were synced when the cursors were written. */
  readonly syncedBelow: number
  /** By lane: the first sequence that is not yet done with. */
  readonly lanes: ReadonlyMap<number, number>
  /** By lane, where it has copied frames: the first sequence that is not done with, its copy included. */
  readonly marks: ReadonlyMap<number, number>
}

/** In the file a mark stands among the lanes, under the lane's number and this bit. */
const MARK = 0x80000000

interface Slot extends Cursors {
  readonly generation: number
}

const encode = ({ generation, lanes, marks, syncedBelow }: Slot, bytes: Buffer): void => {
  bytes.fill(0)
  bytes.writeUInt32LE(lanes.size + marks.size, 4)
  bytes.writeDoubleLE(generation, 8)
  bytes.writeDoubleLE(syncedBelow, 16)
  let at = HEAD_BYTES
  const marked = [...marks].map(([lane, sequence]) => [lane + MARK, sequence] as const)
  for (const [lane, sequence] of [...lanes, ...marked]) {
    bytes.writeUInt32LE(lane, at)
    bytes.writeDoubleLE(sequence, at + 4)
    at += LANE_BYTES
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(4)), 0)
}

const decode = (bytes: Buffer): Slot | undefined => {
  if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(4))) return undefined
  const generation = bytes.readDoubleLE(8)
  const count = bytes.readUInt32LE(4)
  if (generation === 0 || HEAD_BYTES + count * LANE_BYTES > bytes.length) return undefined
  const lanes = new Map<number, number>()
  const marks = new Map<number, number>()
  for (let k = 0; k < count; k++) {
    const at = HEAD_BYTES + k * LANE_BYTES
    const lane = bytes.readUInt32LE(at)
    const sequence = bytes.readDoubleLE(at + 4)
    if (lane >= MARK) marks.set(lane - MARK, sequence)
    else lanes.set(lane, sequence)
  }
  return { generation, syncedBelow: bytes.readDoubleLE(16), lanes, marks }
}

/** Size of one of the two slots; the file has twice that for ever. */
export const slotBytes = (lanesMax: number): number =>
  Math.ceil((HEAD_BYTES + lanesMax * LANE_BYTES) / 4096) * 4096

/** How far each lane is, in a file of fixed size with two slots that are written in turn: one is always whole. */
export class CursorFile {
  /** What was found when it was opened; 'lost' where both slots are damaged. */
  readonly found: Cursors | 'new' | 'lost'
  private readonly file: JournalFile
  private readonly slot: Buffer
  private generation: number

  private constructor(file: JournalFile, bytes: number, found: Slot | 'new' | 'lost') {
    this.file = file
    this.slot = Buffer.alloc(bytes)
    this.found = found
    this.generation = typeof found === 'string' ? 0 : found.generation
  }

  static async open({ fileSystem, folder, limits }: JournalContext): Promise<CursorFile> {
    const path = join(folder, CURSORS)
    const bytes = slotBytes(limits.lanesMax)
    let file
    try {
      file = await fileSystem.open(path, 'write')
    } catch (error) {
      if (!isMissing(error)) throw error
      const made = await fileSystem.open(path, 'create')
      try {
        await made.write(Buffer.alloc(bytes * 2), 0)
        await made.sync()
        await fileSystem.syncFolder(folder)
      } catch (failure) {
        await made.close()
        throw failure
      }
      return new CursorFile(made, bytes, 'new')
    }
    try {
      return new CursorFile(file, bytes, await readSlots(file, bytes))
    } catch (failure) {
      await file.close()
      throw failure
    }
  }

  /** Resolves when the cursors would survive a power failure. One at a time. */
  async write(cursors: Cursors): Promise<void> {
    const generation = this.generation + 1
    encode({ ...cursors, generation }, this.slot)
    await this.file.write(this.slot, (generation & 1) * this.slot.length)
    await this.file.sync()
    this.generation = generation
  }

  close(): Promise<void> {
    return this.file.close()
  }
}

const readSlots = async (file: JournalFile, bytes: number): Promise<Slot | 'new' | 'lost'> => {
  const both = Buffer.alloc(bytes * 2)
  await file.read(both, 0)
  const slots = [both.subarray(0, bytes), both.subarray(bytes)].flatMap((one) => decode(one) ?? [])
  const [first, second] = slots
  if (first === undefined) return both.every((byte) => byte === 0) ? 'new' : 'lost'
  return second !== undefined && second.generation > first.generation ? second : first
}

/** Reads cursors without changing anything. */
export const readCursors = async ({
  fileSystem,
  folder,
}: Pick<JournalContext, 'fileSystem' | 'folder'>): Promise<Cursors | 'new' | 'lost'> => {
  let file
  try {
    file = await fileSystem.open(join(folder, CURSORS), 'read')
  } catch (error) {
    if (isMissing(error)) return 'new'
    throw error
  }
  // Its size says how many lanes it was made for.
  return file
    .size()
    .then((size) => readSlots(file, size / 2))
    .finally(() => file.close())
}
