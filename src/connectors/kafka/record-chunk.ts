/** What a client's own messages are asked for only where a rule or a dead letter wants it. */
export interface ChunkRecords {
  key(i: number): Uint8Array | undefined
  header(i: number, name: string): Uint8Array | undefined
  headerNames(i: number): readonly string[]
  /** Has record i no value at all? */
  isTombstone(i: number): boolean
}

/** Records of one fetch of one partition, in the form that both clients' messages are brought into. */
export interface RecordChunk {
  readonly count: number
  readonly offsets: Float64Array
  /** Value i is `bytes[start[i] .. end[i])`, cut at the limit; nothing for a tombstone. */
  readonly bytes: Buffer
  readonly start: Int32Array
  readonly end: Int32Array
  readonly timeMs: Float64Array
  /** Full sizes of the values that were cut. */
  readonly fullSize: ReadonlyMap<number, number> | undefined
  readonly records: ChunkRecords
  /** The offset behind the chunk, control and aborted records included. */
  nextOffset: number
}

/** What a chunk is made of: values in order, null for a tombstone. */
export interface ChunkValues {
  readonly count: number
  value(i: number): Buffer | null
  offset(i: number): number
  /** Below 0 where the record has none. */
  timeMs(i: number): number
}

/** All values lie in one piece of memory, in order: then nothing needs to be copied. */
const sharedMemory = ({ count, value }: ChunkValues): ArrayBufferLike | undefined => {
  let memory: ArrayBufferLike | undefined
  let at = 0
  for (let i = 0; i < count; i++) {
    const one = value(i)
    if (one === null || one.length === 0) continue
    if ((memory !== undefined && memory !== one.buffer) || one.byteOffset < at) return undefined
    memory = one.buffer
    at = one.byteOffset + one.length
  }
  return memory
}

/** Brings values into a chunk, copying them only where they do not lie together. */
export const makeChunk = (
  values: ChunkValues,
  records: ChunkRecords,
  limits: { readonly payloadBytesMax: number; readonly nowMs: number; readonly nextOffset: number },
): RecordChunk => {
  const { count } = values
  const offsets = new Float64Array(count)
  const timeMs = new Float64Array(count)
  const start = new Int32Array(count)
  const end = new Int32Array(count)
  const fullSize = new Map<number, number>()
  const memory = sharedMemory(values)
  const copied: Buffer[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    offsets[i] = values.offset(i)
    const recordMs = values.timeMs(i)
    timeMs[i] = recordMs < 0 ? limits.nowMs : recordMs
    const value = values.value(i)
    const size = value?.length ?? 0
    const kept = Math.min(size, limits.payloadBytesMax)
    if (kept < size) fullSize.set(i, size)
    if (value !== null && size > 0) {
      if (memory !== undefined) at = value.byteOffset
      else copied.push(kept < size ? value.subarray(0, kept) : value)
    }
    start[i] = at
    end[i] = at += kept
  }
  return {
    count,
    offsets,
    bytes: memory === undefined ? Buffer.concat(copied, at) : Buffer.from(memory as ArrayBuffer),
    start,
    end,
    timeMs,
    fullSize: fullSize.size === 0 ? undefined : fullSize,
    records,
    nextOffset: limits.nextOffset,
  }
}
