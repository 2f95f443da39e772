import type { Subscription } from '../../catalog/connector.ts'
import { covers, overlaps } from '../../stream/topic-filter.ts'

/** A subscription as it is sent: its filter with a share prefix where it has one. */
export interface MqttFilter {
  readonly filter: string
  readonly subscribed: string
  readonly qos: 0 | 1 | 2
}

const qosOf = (subscription: Subscription): 0 | 1 | 2 => {
  const { qos } = subscription.options
  return qos === 0 || qos === 2 ? qos : 1
}

/**
 * The filters of one connection, without those that another one covers (with the highest QoS asked of any it covers),
 * since MQTT 5 brokers send a copy for each filter that matches.
 */
export const plannedFilters = (subscriptions: readonly Subscription[]): readonly MqttFilter[] => {
  const all = subscriptions.flatMap((subscription) => {
    const { share } = subscription.options
    const prefix = typeof share === 'string' ? `$share/${share}/` : ''
    return subscription.topics.map((filter) => ({ filter, prefix, qos: qosOf(subscription) }))
  })
  const unique = all.filter(
    (one, k) => all.findIndex((other) => other.filter === one.filter && other.prefix === one.prefix) === k,
  )
  const kept = unique.filter(
    (one) =>
      !unique.some(
        (other) => other !== one && other.prefix === one.prefix && covers(other.filter, one.filter),
      ),
  )
  return kept.map(({ filter, prefix }) => {
    const covered = all.filter((one) => one.prefix === prefix && covers(filter, one.filter))
    const qos = Math.max(...covered.map((one) => one.qos)) as 0 | 1 | 2
    return { filter, subscribed: prefix + filter, qos }
  })
}

/** Can one message match two of these? Then copies must be told apart by subscription identifiers. */
export const isCrossing = (filters: readonly MqttFilter[]): boolean =>
  filters.some((one, k) => filters.slice(k + 1).some((other) => overlaps(one.filter, other.filter)))
