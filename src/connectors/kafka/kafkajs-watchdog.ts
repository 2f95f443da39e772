import type { Kafka } from 'kafkajs'
import type { SessionParts } from './consumer-session.ts'
import { partitionStates } from './kafkajs-positions.ts'
import type { KafkajsPlacement } from './kafkajs-placement.ts'
import type { PartitionLane } from './partition-lane.ts'
import { withAdmin } from './topic-admin.ts'

const LOOK_EVERY_MS = 5_000
/** Fetches in a row that brought a partition nothing, after which the log itself is asked. */
const EMPTY_FETCHES = 300
const SILENCE_MIN_MS = 60_000

/**
 * Notices a consumer that makes no progress. It counts fetches that brought nothing, not lag: a partition that waits
 * for a slow sink lags too, and is in order.
 */
export class KafkajsWatchdog {
  private readonly parts: SessionParts
  private readonly kafka: Kafka
  private readonly placement: KafkajsPlacement
  private readonly fail: (reason: string) => void
  private lastFetchMs: number
  private readonly ending = new AbortController()

  constructor(
    parts: SessionParts,
    kafka: Kafka,
    placement: KafkajsPlacement,
    fail: (reason: string) => void,
  ) {
    this.parts = parts
    this.kafka = kafka
    this.placement = placement
    this.fail = fail
    this.lastFetchMs = parts.context.clock.monotonicMs()
  }

  /** A fetch has ended, with or without records. */
  fetched(): void {
    this.lastFetchMs = this.parts.context.clock.monotonicMs()
    for (const lane of this.parts.intake.lanes) if (!lane.paused) lane.emptyFetches++
  }

  end(): void {
    this.ending.abort()
  }

  async run(signal: AbortSignal): Promise<void> {
    const { context, options } = this.parts
    const until = AbortSignal.any([signal, this.ending.signal])
    const silenceMs = Math.max(SILENCE_MIN_MS, options.session_timeout_ms * 2)
    while (!until.aborted) {
      await context.clock.sleep(LOOK_EVERY_MS, until)
      if (until.aborted) return
      if (context.clock.monotonicMs() - this.lastFetchMs > silenceMs)
        this.fail('kafkajs has stopped fetching')
      await this.look().catch((error: unknown) =>
        context.log.debug(`${this.parts.name}: ${(error as Error).message}`),
      )
    }
  }

  private async look(): Promise<void> {
    const { intake, subscription } = this.parts
    const quiet = intake.lanes.filter((lane) => lane.emptyFetches >= EMPTY_FETCHES && !lane.paused)
    if (quiet.length === 0) return
    const topics = [...new Set(quiet.map(({ topic }) => topic))]
    const before = new Map<PartitionLane, number>(quiet.map((lane) => [lane, lane.fetched]))
    const states = await withAdmin(this.kafka, (admin) => partitionStates(admin, subscription.group, topics))
    for (const lane of quiet) {
      const state = states.get(lane.name)
      const hasMoved = lane.over || lane.fetched !== before.get(lane)
      lane.emptyFetches = 0
      if (state === undefined || hasMoved) continue
      if (lane.fetched < state.low || lane.fetched > state.high) this.placement.check(lane)
      else if (lane.fetched < state.high)
        this.fail(`${lane.name} brings nothing although its log goes on to ${state.high}`)
    }
  }
}
