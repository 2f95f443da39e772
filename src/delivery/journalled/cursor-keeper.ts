import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Clock } from '../../stream/clock.ts'
import type { Alarm } from '../alarm.ts'
import type { LaneFeed } from './lane-feed.ts'

/** How far a lane is, in the journal and in its own log. */
type Place = Pick<LaneFeed, 'copies' | 'cursor' | 'mark'>

/** Saves how far lanes are: at intervals while they move, and at the end. */
export class CursorKeeper {
  private readonly feeds: ReadonlyMap<number, LaneFeed>
  private readonly journal: Journal
  private readonly clock: Clock
  private readonly everyMs: number
  private readonly alarm: Alarm
  private readonly ended = newAbort()
  private woken = newAbort()
  private saved: ReadonlyMap<number, Place> = new Map()
  private running: Promise<void> | undefined

  constructor(
    feeds: ReadonlyMap<number, LaneFeed>,
    journal: Journal,
    options: { readonly clock: Clock; readonly everyMs: number; readonly alarm: Alarm },
  ) {
    this.feeds = feeds
    this.journal = journal
    this.clock = options.clock
    this.everyMs = options.everyMs
    this.alarm = options.alarm
  }

  /** Resolves when the cursors are on disk: a lane without one would begin at the end after a crash. */
  async start(): Promise<void> {
    await this.saveNow()
    this.running = this.run()
  }

  /** Saves what is new and ends. */
  async close(): Promise<void> {
    this.ended.abort()
    this.woken.abort()
    await this.running
    await this.save()
  }

  private places(): ReadonlyMap<number, Place> {
    return new Map(
      [...this.feeds].map(([number, { copies, cursor, mark }]) => [number, { copies, cursor, mark }]),
    )
  }

  private isNew(): boolean {
    return [...this.places()].some(([number, { copies, cursor, mark }]) => {
      const saved = this.saved.get(number)
      return cursor !== saved?.cursor || mark !== saved.mark || copies?.cursor !== saved.copies?.cursor
    })
  }

  private async run(): Promise<void> {
    const { signal } = this.ended
    while (!signal.aborted) {
      await this.clock.sleep(this.everyMs, signal)
      if (!signal.aborted && this.isNew()) await this.save()
      else if (!signal.aborted) await this.untilMoved()
    }
  }

  /** Nothing moves, so nothing need be looked at. */
  private async untilMoved(): Promise<void> {
    this.woken = newAbort()
    const { signal } = this.woken
    await Promise.race([
      ...[...this.feeds.values()].map(({ moved }) => moved.wait(signal)),
      this.journal.changed.wait(signal),
    ])
    this.woken.abort()
  }

  /** Saves them now; rejects where it cannot. Copies are let go when it is on disk that they are done with. */
  async saveNow(): Promise<void> {
    const places = this.places()
    const cursors = new Map([...places].map(([number, { cursor }]) => [number, cursor]))
    const marks = new Map(
      [...places].flatMap(([number, { mark }]) => (mark === undefined ? [] : [[number, mark] as const])),
    )
    await this.journal.saveCursors(cursors, marks)
    for (const [number, { copies }] of places)
      if (copies !== undefined && copies.cursor !== this.saved.get(number)?.copies?.cursor)
        await copies.log.release(copies.cursor)
    this.saved = places
  }

  private async save(): Promise<void> {
    try {
      await this.saveNow()
    } catch (error) {
      this.alarm('cursors-not-saved', errorWords(error))
    }
  }
}
