import type { SourceContext } from '../../stream/source.ts'
import type { GroupSubscription } from './group-subscription.ts'
import type { Intake } from './intake.ts'
import type { OffsetCommit } from './offset-committer.ts'
import type { KafkaConnection } from './options.ts'

/** What a session works with; the same for either client. */
export interface SessionParts {
  readonly name: string
  readonly options: KafkaConnection
  readonly subscription: GroupSubscription
  readonly intake: Intake
  readonly context: SourceContext
  /** Commits what is settled. */
  flush(): Promise<void>
  /** The broker has given our member's place to another one; the second time within a minute ends the source. */
  fatal(words: string): void
  /** Set where offsets are committed in transactions. */
  readonly transactions?: {
    /** The member that a worker is, so that the broker knows who commits. */
    readonly member: string
    /** Resolves when no transaction is under way: before that, no partition may be given up. */
    idle(): Promise<void>
  }
}

/** One life of one consumer, from joining the group to leaving it. */
export interface ConsumerSession {
  /** Connects, looks at the topics, and joins; rejects where that fails. */
  start(): Promise<void>
  /** Resolves with the reason when the session is broken and a new one is needed. */
  readonly broken: Promise<string>
  commit(commits: readonly OffsetCommit[]): Promise<void>
  /** Fetches no more, and stays in the group. */
  stop(): void
  /** Leaves the group. */
  close(): Promise<void>
}
