import type { MqttFilter } from './filters.ts'

/** What the broker has yet to be told. */
export interface SubscriptionChange {
  readonly added: readonly MqttFilter[]
  /** As they were subscribed, with a share prefix. */
  readonly gone: readonly string[]
}

export const nothingOwed: SubscriptionChange = { added: [], gone: [] }

const isIn = (filters: readonly MqttFilter[], { qos, subscribed }: MqttFilter): boolean =>
  filters.some((one) => one.subscribed === subscribed && one.qos === qos)

/** From the filters of a session to others, with what an earlier change still owes. A filter of another QoS is told anew. */
export const changeOf = (
  before: readonly MqttFilter[],
  next: readonly MqttFilter[],
  owed: SubscriptionChange,
): SubscriptionChange => {
  const wanted = new Set(next.map(({ subscribed }) => subscribed))
  const gone = [...owed.gone, ...before.map(({ subscribed }) => subscribed)]
  return {
    added: next.filter((one) => !isIn(before, one) || isIn(owed.added, one)),
    gone: [...new Set(gone)].filter((one) => !wanted.has(one)),
  }
}
