import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import type { KeptInput } from '../../journal/content/inputs.ts'
import type { JournalledChunk } from '../../journal/content/rows.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Alarm } from '../alarm.ts'
import { chunkBytes } from './backlog.ts'
import type { LaneFeed } from './lane-feed.ts'
import { journalledFor } from './lane-rows.ts'
import type { Copied } from './outstanding.ts'
import type { OwnLog } from './own-log.ts'
import type { TargetRegistry } from './target-registry.ts'

/** A lane that keeps so many bytes of the journal, or this part of what it may take, is looked at. */
const PINNED_BYTES = 64 * 1024 * 1024
const PINNED_PART = 1 / 8
/** Where more than this part of what it keeps is its own, copying would free too little. */
const OWNED_PART = 3 / 4
/** Bytes that are copied in one go. */
const PASS_BYTES = 4 * 1024 * 1024

/** Whether some of these rows are of this record. */
const isOf = (rows: readonly JournalledChunk[], { epoch, lane, seq, source }: KeptInput): boolean =>
  rows.some(
    ({ chunk }) =>
      chunk.source === source && chunk.lane === lane && chunk.epoch === epoch && chunk.seq.includes(seq),
  )

export interface CopierShape {
  readonly feed: LaneFeed
  readonly journal: Journal
  readonly registry: TargetRegistry
  /** The lane's own log, made where there is none. */
  readonly open: () => Promise<OwnLog>
  readonly alarm: Alarm
}

/**
 * Watches what a lane keeps of the journal. One that keeps much and owns little of it has its rows copied to a log of its
 * own, so that the frames of everybody can go.
 */
export class LaneCopier {
  private readonly shape: CopierShape
  private readonly stopped = newAbort()
  private running: Promise<void> | undefined

  constructor(shape: CopierShape) {
    this.shape = shape
  }

  start(): void {
    this.running ??= this.run().catch((error: unknown) => {
      const words = errorWords(error)
      this.shape.alarm('lane-not-copied', `rows for ${this.shape.feed.lane.name} are not copied: ${words}`)
    })
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    await this.running
  }

  private get isDue(): boolean {
    const { feed, journal } = this.shape
    const { cursor } = feed
    if (cursor >= journal.keptFrom || journal.snapshot().diskFull) return false
    const pinned = journal.bytesFrom(cursor)
    const from = Math.min(PINNED_BYTES, journal.limits.journalBytesMax * PINNED_PART)
    return pinned >= from && feed.sharedBytes < pinned * OWNED_PART
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped
    const { changed } = this.shape.journal
    while ((await changed.until(() => this.isDue, signal)) && !signal.aborted) await this.pass()
  }

  /** Copies a part of what is synced. From the sync of the copies on the feed reads them. */
  private async pass(): Promise<void> {
    const { feed, journal, open, registry, alarm } = this.shape
    const { signal } = this.stopped
    const below = journal.syncedBelow
    const log = await open()
    const wanting = { lane: feed.lane, registry, alarm }
    const reader = journal.read(feed.cursor)
    const copied: Copied[] = []
    let bytes = 0
    let end = reader.position
    read: while (end < below && bytes < PASS_BYTES && !signal.aborted)
      for (const frame of await reader.next()) {
        if (frame.sequence >= below) break read
        const { inputs, rows } = journalledFor(frame, wanting)
        end = frame.sequence + 1
        if (rows.length === 0) continue
        const size = rows.reduce((sum, { chunk }) => sum + chunkBytes(chunk), 0)
        const count = rows.reduce((sum, { chunk }) => sum + chunk.count, 0)
        const copy = log.append(frame.sequence, { rows, inputs: inputs.filter((one) => isOf(rows, one)) })
        copied.push({ original: frame.sequence, copy, rows: count, bytes: size })
        bytes += size
      }
    await reader.close()
    if (await this.synced(log)) feed.adopt(log, copied, end)
  }

  /** A pass that has begun is brought to its end, so that a clean stop leaves nothing that is there twice. */
  private async synced({ journal }: OwnLog): Promise<boolean> {
    const { signal } = this.stopped
    const { next } = journal
    const isSynced = (): boolean => journal.syncedBelow >= next
    const isStuck = (): boolean =>
      journal.failure !== undefined || (signal.aborted && journal.snapshot().diskFull)
    await journal.changed.until(() => isSynced() || isStuck())
    return isSynced()
  }
}
