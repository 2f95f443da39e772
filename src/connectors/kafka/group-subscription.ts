import type { Subscription } from '../../catalog/connector.ts'
import type { KafkaConnection } from './options.ts'

/** What the streams of one source say about a topic. */
export interface TopicPolicy {
  /** Where a group without an offset begins. */
  readonly start: 'earliest' | 'latest'
  /** What is done where the group's offset is no longer, or not yet, in the log. */
  readonly onGap: 'stop' | 'earliest'
}

/** One consumer group's topics. */
export interface GroupSubscription {
  readonly group: string
  readonly topics: readonly string[]
  policy(topic: string): TopicPolicy
}

/** Where two streams read one topic of a group, the one that reads more wins, and the one that stops at a gap. */
export const groupSubscription = (
  name: string,
  options: KafkaConnection,
  subscriptions: readonly Subscription[],
): GroupSubscription => {
  const group = subscriptions.map((one) => one.options['group']).find((one) => typeof one === 'string')
  const policies = new Map<string, TopicPolicy>()
  for (const { options: own, topics } of subscriptions)
    for (const topic of topics) {
      const known = policies.get(topic)
      const start = own['start'] === 'latest' && known?.start !== 'earliest' ? 'latest' : 'earliest'
      const onGap = own['on_gap'] === 'earliest' && known?.onGap !== 'stop' ? 'earliest' : 'stop'
      policies.set(topic, { start, onGap })
    }
  return {
    group: group ?? options.group ?? `${options.client_id}-${name}`,
    topics: [...policies.keys()],
    policy: (topic) => policies.get(topic) ?? { start: 'earliest', onGap: 'stop' },
  }
}
