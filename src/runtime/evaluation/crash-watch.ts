import { createHash } from 'node:crypto'
import type { Batch } from '../../stream/batch.ts'
import type { EvaluationNote } from './evaluation-note.ts'

/** What earlier runs have left. */
export interface CrashHistory {
  /** Runs in a row that have ended while records were evaluated. */
  readonly crashes: number
  /** Digests of the records that were evaluated at the last crash, where these were noted. */
  readonly suspects: readonly string[]
  /** Digests of records that have ended the process by themselves; they become dead letters. */
  readonly guilty: readonly string[]
}

export const noCrashes: CrashHistory = { crashes: 0, suspects: [], guilty: [] }

/** A file that survives the process, written in place and at once; it need not survive the machine. */
export interface NoteFile {
  write(bytes: Uint8Array): void
}

const DIGEST_BYTES = 8
const GUILTY_MAX = 100
/** So many records after the start nobody is suspected any more. */
const WATCHED_RECORDS = 1_000_000

const state = { idle: 0, batch: 1, watched: 2, single: 3 } as const

const IDLE = Uint8Array.of(state.idle)
const BUSY = Uint8Array.of(state.batch)

const digestOf = (batch: Batch, record: number): Buffer =>
  createHash('sha1')
    .update(batch.topics[batch.topic[record] ?? -1] ?? '')
    .update('\0')
    .update(batch.bytes.subarray(batch.start[record], batch.end[record]))
    .digest()
    .subarray(0, DIGEST_BYTES)

/** What the next run knows, from what the last one knew and its note: a state, and digests of four bytes' count. */
export const nextHistory = (before: CrashHistory, note: Buffer): CrashHistory => {
  const kind = note[0] ?? state.idle
  const { guilty } = before
  if (kind === state.idle) return { ...noCrashes, guilty }
  const crashes = before.crashes + 1
  const count = note.length >= 5 && kind !== state.batch ? note.readUInt32LE(1) : 0
  const digests = Array.from({ length: count }, (_, k) =>
    note.subarray(5 + k * DIGEST_BYTES, 5 + (k + 1) * DIGEST_BYTES).toString('hex'),
  )
  if (kind === state.single)
    return { crashes, suspects: [], guilty: [...guilty, ...digests].slice(-GUILTY_MAX) }
  return { crashes, suspects: digests, guilty }
}

/**
 * After a crash during evaluation the records of each slice are noted; after a second one they are evaluated one by one,
 * and the one that ends the process a third time is known by its digest and not evaluated any more.
 */
export class CrashWatch implements EvaluationNote {
  private readonly file: NoteFile
  private readonly suspects: Set<string>
  private readonly guilty: ReadonlySet<string>
  private readonly condemned: (digest: string) => void
  private watched: number

  constructor(file: NoteFile, history: CrashHistory, condemned: (digest: string) => void) {
    this.file = file
    this.suspects = new Set(history.suspects)
    this.guilty = new Set(history.guilty)
    this.condemned = condemned
    this.watched = history.crashes > 0 ? WATCHED_RECORDS : 0
    file.write(IDLE)
  }

  get isSingly(): boolean {
    return this.suspects.size > 0 && this.watched > 0
  }

  begin(batch: Batch, from: number, to: number): ReadonlySet<number> | undefined {
    if (this.watched <= 0 && this.guilty.size === 0) {
      this.file.write(BUSY)
      return undefined
    }
    this.watched -= to - from
    const digests = Array.from({ length: to - from }, (_, k) => digestOf(batch, from + k))
    const refused = new Set<number>()
    for (const [k, digest] of digests.entries()) {
      const name = digest.toString('hex')
      if (!this.guilty.has(name)) continue
      refused.add(from + k)
      this.condemned(name)
    }
    const head = Buffer.alloc(5)
    const isSuspect = digests.length === 1 && this.suspects.has(digests[0]!.toString('hex'))
    head[0] = isSuspect ? state.single : state.watched
    head.writeUInt32LE(digests.length, 1)
    this.file.write(Buffer.concat([head, ...digests]))
    return refused.size === 0 ? undefined : refused
  }

  end(): void {
    this.file.write(IDLE)
  }
}
