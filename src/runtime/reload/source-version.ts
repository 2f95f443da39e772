import type { Program } from '../../codegen/program.ts'
import { StreamEvaluation } from '../evaluation/stream-evaluation.ts'
import type { StreamLedgers } from '../ledger/ledger.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { TransactionOutbox } from '../outbox/transaction-outbox.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { SourceShape } from '../source/source-shape.ts'
import { topicRouter, type TopicRouter } from '../source/topic-router.ts'

/** What the records of one source go through in one program. */
export interface SourceVersion {
  readonly streams: readonly StreamEvaluation[]
  readonly router: TopicRouter
  readonly context: RuntimeContext
  /** Set where rows are committed together with the positions of the source. */
  readonly transaction: TransactionOutbox | undefined
}

export const sourceVersion = (
  shape: SourceShape,
  program: Program,
  ledgersOf: (place: number) => StreamLedgers,
  direct: Outbox,
  context: RuntimeContext,
): SourceVersion => {
  const { entry, streams, subscriptions } = shape
  const transaction = context.transactions.of(shape, program)
  const topics = subscriptions.map((subscription) => subscription.topics)
  return {
    router: topicRouter(entry.topics, topics, context.limits.topicsRememberedMax),
    context,
    transaction,
    streams: streams.map((place) => {
      const one = program.streams[place]!
      const outbox = one.stream.durability === 'local' ? (context.durability?.outbox ?? direct) : direct
      return new StreamEvaluation(one, ledgersOf(place), transaction ?? outbox, context)
    }),
  }
}

/** Of a source that no stream reads any more. */
export const emptyVersion = (context: RuntimeContext): SourceVersion => ({
  streams: [],
  router: topicRouter('none', [], 1),
  context,
  transaction: undefined,
})
