import type { IClientSubscribeOptions, ISubscriptionGrant, MqttClient } from 'mqtt'
import type { CrossingFilters } from './crossing-filters.ts'
import type { MqttFilter, Qos } from './filters.ts'

/** Filters in one SUBSCRIBE, so that the packet stays within what brokers take. */
const FILTERS_MAX = 500

/** The broker does not give what was asked for. */
export class SubscriptionRefused extends Error {}

/** One SUBSCRIBE: filters of one QoS, and one alone where it has an identifier. */
interface Group {
  readonly qos: Qos
  readonly id: number | undefined
  readonly topics: string[]
}

const grouped = (filters: readonly MqttFilter[], crossing: CrossingFilters | undefined): readonly Group[] => {
  const groups: Group[] = []
  let open: Group | undefined
  for (const one of filters) {
    const { qos, subscribed } = one
    const id = crossing?.ids.get(one)
    if (id !== undefined) groups.push({ qos, id, topics: [subscribed] })
    else if (open?.qos === qos && open.topics.length < FILTERS_MAX) open.topics.push(subscribed)
    else groups.push((open = { qos, id, topics: [subscribed] }))
  }
  return groups
}

/** The broker's answer to each filter, where it is less than was asked. */
const refusal = (
  grants: readonly ISubscriptionGrant[],
  granted: readonly unknown[],
  qos: Qos,
): SubscriptionRefused | undefined => {
  for (const [k, { topic }] of grants.entries()) {
    const code = Number(granted[k] ?? 128)
    if (code >= 128)
      return new SubscriptionRefused(`the broker refuses the subscription to ${topic} (code ${String(code)})`)
    if (code < qos)
      return new SubscriptionRefused(`the broker grants QoS ${String(code)} for ${topic}, not ${String(qos)}`)
  }
  return undefined
}

const subscribeGroup = (client: MqttClient, { id, qos, topics }: Group, isV5: boolean): Promise<void> => {
  const options: IClientSubscribeOptions = {
    qos,
    // Retained messages come with a new subscription, not with every restart.
    ...(isV5 ? { rh: 1 } : {}),
    ...(id === undefined ? {} : { properties: { subscriptionIdentifier: id } }),
  }
  return new Promise((resolve, reject) => {
    client.subscribe(topics, options, (error, grants, answer) => {
      const problem =
        answer === undefined
          ? (error ?? new Error('no answer to the subscription'))
          : refusal(grants ?? [], answer.granted, qos)
      if (problem === undefined) resolve()
      else reject(problem)
    })
  })
}

/**
 * Subscribes to all filters, in their order: where filters cross, the first one's copy of a message counts, so it must
 * never be the later subscription. Rejects with `SubscriptionRefused`, or when the connection goes.
 */
export const subscribeAll = async (
  client: MqttClient,
  filters: readonly MqttFilter[],
  crossing: CrossingFilters | undefined,
  isV5: boolean,
): Promise<void> => {
  await Promise.all(grouped(filters, crossing).map((group) => subscribeGroup(client, group, isV5)))
}

/** Takes filters back that the session has. */
export const unsubscribeAll = async (client: MqttClient, filters: readonly string[]): Promise<void> => {
  for (let from = 0; from < filters.length; from += FILTERS_MAX)
    await client.unsubscribeAsync(filters.slice(from, from + FILTERS_MAX))
}
