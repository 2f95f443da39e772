import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Clock } from '../../stream/clock.ts'
import type { Alarm } from '../alarm.ts'
import type { LaneFeed } from './lane-feed.ts'

/** Saves how far lanes are: at intervals while they move, and at the end. */
export class CursorKeeper {
  private readonly feeds: ReadonlyMap<number, LaneFeed>
  private readonly journal: Journal
  private readonly clock: Clock
  private readonly everyMs: number
  private readonly alarm: Alarm
  private readonly ended = newAbort()
  private woken = newAbort()
  private saved = new Map<number, number>()
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
    await this.journal.saveCursors(this.cursors())
    this.running = this.run()
  }

  /** Saves what is new and ends. */
  async close(): Promise<void> {
    this.ended.abort()
    this.woken.abort()
    await this.running
    await this.save()
  }

  private cursors(): Map<number, number> {
    return new Map([...this.feeds].map(([number, feed]) => [number, feed.cursor]))
  }

  private isNew(): boolean {
    return [...this.feeds].some(([number, feed]) => feed.cursor !== this.saved.get(number))
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

  /** Saves them now; rejects where it cannot. */
  async saveNow(): Promise<void> {
    const cursors = this.cursors()
    await this.journal.saveCursors(cursors)
    this.saved = cursors
  }

  private async save(): Promise<void> {
    try {
      await this.saveNow()
    } catch (error) {
      this.alarm('cursors-not-saved', errorWords(error))
    }
  }
}
