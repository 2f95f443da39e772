import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import type { Subscription } from '../../catalog/connector.ts'
import type { Batch } from '../../stream/batch.ts'
import { FatalSourceError, type Source, type SourceContext } from '../../stream/source.ts'
import type { ConsumerSession, SessionParts } from './consumer-session.ts'
import { groupSubscription, type GroupSubscription } from './group-subscription.ts'
import { Intake } from './intake.ts'
import { KafkajsSession } from './kafkajs-session.ts'
import { OffsetCommitter } from './offset-committer.ts'
import type { KafkaConnection } from './options.ts'
import { loadRdkafka } from './rdkafka.ts'
import { RdkafkaSession } from './rdkafka-session.ts'

const RETRY_MIN_MS = 500
const RETRY_MAX_MS = 10_000
const TWIN_WITHIN_MS = 60_000

const newSession = async (parts: SessionParts): Promise<ConsumerSession> => {
  if (parts.options.client !== 'rdkafka') return new KafkajsSession(parts)
  const module = await loadRdkafka()
  if (module === undefined) throw new Error('client: rdkafka, but node-rdkafka is not installed')
  return new RdkafkaSession(parts, module)
}

/** Records of a consumer group, one lane per assigned partition. Keeps a session with the group up for as long as it lives. */
export class KafkaSource implements Source {
  protected readonly name: string
  protected readonly options: KafkaConnection
  protected readonly subscription: GroupSubscription
  protected intake: Intake | undefined
  protected session: ConsumerSession | undefined
  protected fatal: ((words: string) => void) | undefined
  private readonly ending = newAbort()
  private fencedMs = -Infinity
  private committer: OffsetCommitter | undefined
  private running: Promise<unknown> = Promise.resolve()

  constructor(name: string, options: KafkaConnection, subscriptions: readonly Subscription[]) {
    this.name = name
    this.options = options
    this.subscription = groupSubscription(name, options, subscriptions)
  }

  async open(context: SourceContext): Promise<void> {
    const { clock, signal } = context
    const intake = new Intake(context)
    const committer = new OffsetCommitter(this.name, intake, context)
    this.intake = intake
    this.committer = committer
    const flush = (): Promise<void> => committer.flush()
    const { name, options, subscription } = this
    this.fatal = (words) => intake.fail(new FatalSourceError(words))
    // A broker that was restarted may fence a member that has no twin, once; a twin does it again and again.
    const fatal = (words: string): void => {
      const nowMs = clock.monotonicMs()
      if (nowMs - this.fencedMs < TWIN_WITHIN_MS) this.fatal?.(words)
      this.fencedMs = nowMs
    }
    const parts = this.partsOf({ name, options, subscription, intake, context, flush, fatal })
    committer.onlyFirst = parts.transactions !== undefined
    signal.addEventListener('abort', () => this.ending.abort(), { once: true })
    await new Promise<void>((resolve) => {
      this.running = Promise.all([
        this.keepUp(parts, committer, resolve).finally(resolve),
        committer.run(this.ending.signal),
      ])
    })
  }

  async read(): Promise<Batch | undefined> {
    return this.intake?.read()
  }

  commit(lane: number, epoch: number, below: number): void {
    const settled = this.intake?.commit(lane, epoch, below) ?? 0
    if (settled > 0) this.committer?.note(settled)
  }

  async stop(): Promise<void> {
    this.intake?.stop()
    this.session?.stop()
  }

  async close(): Promise<void> {
    this.intake?.stop()
    await this.committer?.finish()
    this.ending.abort()
    await this.running
  }

  /** What sessions work with; a kind of source may add to it. */
  protected partsOf(parts: SessionParts): SessionParts {
    return parts
  }

  /** What must have happened before a session begins. */
  protected prepare(): Promise<void> {
    return Promise.resolve()
  }

  /** Session after session, until the source ends. */
  private async keepUp(parts: SessionParts, committer: OffsetCommitter, isUp: () => void): Promise<void> {
    const { clock } = parts.context
    const { signal } = this.ending
    const backoff = new Backoff({ minMs: RETRY_MIN_MS, maxMs: RETRY_MAX_MS, random: () => 1 })
    while (!signal.aborted && !parts.intake.stopped) {
      try {
        const reason = await this.runSession(parts, committer, () => {
          backoff.reset()
          isUp()
        })
        if (reason !== undefined) parts.context.state(reason)
      } catch (error) {
        parts.context.state((error as Error).message)
      }
      for (const lane of parts.intake.lanes) parts.intake.lose(lane)
      if (!signal.aborted) await clock.sleep(backoff.nextMs(), signal)
    }
  }

  /** One session, to its end; gives why it broke. */
  private async runSession(
    parts: SessionParts,
    committer: OffsetCommitter,
    isUp: () => void,
  ): Promise<string | undefined> {
    const { signal } = this.ending
    await this.prepare()
    const session = await newSession(parts)
    const ended = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined)
      signal.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    try {
      this.session = session
      committer.send = (commits) => session.commit(commits)
      const early = await Promise.race([session.start(), session.broken, ended])
      if (typeof early === 'string' || signal.aborted) return early ?? undefined
      parts.context.state(undefined)
      isUp()
      if (parts.intake.stopped) session.stop()
      return await Promise.race([session.broken, ended])
    } finally {
      committer.send = undefined
      this.session = undefined
      await session.close()
    }
  }
}
