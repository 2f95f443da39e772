import type { LetterJournal } from '../../delivery/dead-letter/dead-letters.ts'
import type { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import type { TargetRegistry } from '../../delivery/journalled/target-registry.ts'
import { encodeContent } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Clock } from '../../stream/clock.ts'
import type { OutputChunk } from '../../stream/output.ts'

/** Dead letters as rows of frames: safe when synced, then handed to their lane like any row. */
export class LetterLog implements LetterJournal {
  private readonly journal: Journal
  private readonly registry: TargetRegistry
  private readonly feed: LaneFeed
  private readonly clock: Clock

  constructor(journal: Journal, registry: TargetRegistry, feed: LaneFeed, clock: Clock) {
    this.journal = journal
    this.registry = registry
    this.feed = feed
    this.clock = clock
  }

  get full(): boolean {
    return this.journal.full
  }

  append(chunk: OutputChunk, synced: () => void): void {
    this.feed.backlog.expect(chunk)
    const arrivedMs = this.clock.monotonicMs()
    const rows = [{ target: this.registry.idOf(chunk.target), chunk }]
    const sequence: number = this.journal.append(encodeContent({ rows }), () => {
      synced()
      this.feed.offer(sequence, [chunk], arrivedMs)
    })
  }
}
