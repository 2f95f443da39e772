import type { Subscription } from '../../catalog/connector.ts'
import { covers } from '../../stream/topic-filter.ts'
import { TopicTrie } from '../../stream/topic-trie.ts'

export type Qos = 0 | 1 | 2

/** A subscription as it is sent: its filter with a share prefix where it has one. */
export interface MqttFilter {
  readonly filter: string
  readonly subscribed: string
  readonly qos: Qos
}

const qosOf = (subscription: Subscription): Qos => {
  const { qos } = subscription.options
  return qos === 0 || qos === 2 ? qos : 1
}

/** The group of a shared subscription; each has a client of its own, or its copies would reach other streams. */
export const shareOf = (subscription: Subscription): string => {
  const { share } = subscription.options
  return typeof share === 'string' ? share : ''
}

/** Each filter once, with the highest QoS asked for it. */
const distinctFilters = (subscriptions: readonly Subscription[]): ReadonlyMap<string, Qos> => {
  const asked = new Map<string, Qos>()
  for (const one of subscriptions) {
    const qos = qosOf(one)
    for (const filter of one.topics) if (qos >= (asked.get(filter) ?? 0)) asked.set(filter, qos)
  }
  return asked
}

/**
 * The filters of one connection, without those that another one covers (with the highest QoS asked of any it covers),
 * since MQTT 5 brokers send a copy for each filter that matches. The highest QoS comes first: of crossing filters the
 * first one's copy counts.
 */
export const plannedFilters = (subscriptions: readonly Subscription[]): readonly MqttFilter[] => {
  const asked = distinctFilters(subscriptions)
  const trie = new TopicTrie<string>()
  for (const filter of asked.keys()) trie.add(filter, filter)
  const highest = new Map<string, Qos>()
  for (const [filter, qos] of asked) {
    // A filter that covers another one matches it like a topic, but not the other way round.
    const covering = trie.match(filter).filter((other) => other !== filter && covers(other, filter))
    const widest =
      covering.find((one) => !covering.some((other) => other !== one && covers(other, one))) ?? filter
    highest.set(widest, Math.max(qos, highest.get(widest) ?? 0) as Qos)
  }
  const share = subscriptions[0] === undefined ? '' : shareOf(subscriptions[0])
  const prefix = share === '' ? '' : `$share/${share}/`
  return [...highest]
    .map(([filter, qos]) => ({ filter, subscribed: prefix + filter, qos }))
    .sort((a, b) => b.qos - a.qos)
}

const QOS_2_WINDOW_MAX = 1_000

/**
 * Messages that a broker may have in flight to us: Mosquitto looks for each acknowledgement of QoS 2 among all of them,
 * which takes it 0.4 ms where there are 10,000.
 */
export const windowMax = (filters: readonly MqttFilter[]): number =>
  filters.some(({ qos }) => qos === 2) ? QOS_2_WINDOW_MAX : Infinity
