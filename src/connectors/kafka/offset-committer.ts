import { Bell } from '../../base/bell.ts'
import type { Clock } from '../../stream/clock.ts'
import type { Log } from '../../stream/log.ts'
import type { PartitionOwner } from '../../stream/partition-owner.ts'
import type { SourceContext } from '../../stream/source.ts'
import type { Intake } from './intake.ts'
import { noteText } from './offset-note.ts'
import type { PartitionLane } from './partition-lane.ts'

const COMMIT_EVERY_MS = 500
const COMMIT_EVERY_RECORDS = 10_000

export interface OffsetCommit {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly note: string | null
}

/** Commits what is settled, a few times a second and when asked; one commit is under way at a time. */
export class OffsetCommitter {
  private readonly name: string
  private readonly intake: Intake
  private readonly clock: Clock
  private readonly log: Log
  private readonly many = new Bell()
  private settled = 0
  private running: Promise<void> = Promise.resolve()
  /** How offsets reach the group; undefined while there is no session. */
  send: ((commits: readonly OffsetCommit[]) => Promise<void>) | undefined
  /** Commits the first place of a partition alone: all others go with a transaction. */
  onlyFirst = false

  private readonly owner: PartitionOwner | undefined
  private hasLetGo = false

  constructor(name: string, intake: Intake, { clock, log, owner }: SourceContext) {
    this.name = name
    this.intake = intake
    this.clock = clock
    this.log = log
    this.owner = owner
  }

  /** The last commits: where the journal has nothing more of our partitions, others may read on. */
  finish(): Promise<void> {
    if (this.owner?.keepsRows() === false) {
      this.hasLetGo = true
      for (const lane of this.intake.lanes) lane.committed = undefined
    }
    return this.flush()
  }

  /** So many records more are settled. */
  note(count: number): void {
    this.settled += count
    if (this.settled >= COMMIT_EVERY_RECORDS) this.many.ring()
  }

  /** Commits at intervals until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const done = new AbortController()
      const pause = AbortSignal.any([signal, done.signal])
      await Promise.race([this.clock.sleep(COMMIT_EVERY_MS, pause), this.many.wait(pause)])
      done.abort()
      await this.flush()
    }
  }

  /** Commits what is due now; a failure is no harm, since the next commit says more. */
  flush(): Promise<void> {
    this.running = this.running.then(() => this.commitDue())
    return this.running
  }

  private isDue({ committed, window }: PartitionLane): boolean {
    return this.onlyFirst ? committed === undefined : window.committable !== committed
  }

  private async commitDue(): Promise<void> {
    this.settled = 0
    const due = this.intake.lanes.flatMap((lane) =>
      this.isDue(lane) ? [{ lane, offset: lane.window.committable }] : [],
    )
    if (due.length === 0 || this.send === undefined) return
    try {
      await this.send(due.map(({ lane, offset }) => this.commitOf(lane, offset)))
      for (const { lane, offset } of due) lane.committed = offset
    } catch (error) {
      this.log.debug(`${this.name}: offsets were not committed: ${(error as Error).message}`)
    }
  }

  private commitOf({ partition, topic, topicId }: PartitionLane, offset: number): OffsetCommit {
    return { topic, partition, offset, note: noteText(topicId, this.hasLetGo ? undefined : this.owner) }
  }
}
