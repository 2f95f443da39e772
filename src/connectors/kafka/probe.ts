import type { Admin, ITopicMetadata, Kafka } from 'kafkajs'
import type { ProbeFinding, ProbeUse } from '../../catalog/probe.ts'
import { errorWords } from '../../base/error-words.ts'
import { groupSubscription, type GroupSubscription } from './group-subscription.ts'
import { kafkajsClient } from './kafkajs-client.ts'
import { partitionStates } from './kafkajs-positions.ts'
import type { KafkaConnection } from './options.ts'
import { startPosition } from './start-position.ts'
import { missingTopicWords, withAdmin } from './topic-admin.ts'
import { topicIds } from './topic-ids.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const HOUR_MS = 60 * 60 * 1_000
const TOPIC = 2

const warn = (message: string, help: string): ProbeFinding => ({ level: 'warn', message, help })
const fail = (message: string, help: string): ProbeFinding => ({ level: 'fail', message, help })

/** Subscriptions by consumer group, as sources have them. */
const groupsOf = (name: string, options: KafkaConnection, { subscriptions }: ProbeUse) => {
  const byGroup = new Map<string, GroupSubscription>()
  for (const { options: own } of subscriptions) {
    const same = subscriptions.filter((one) => one.options['group'] === own['group'])
    const subscription = groupSubscription(name, options, same)
    byGroup.set(subscription.group, subscription)
  }
  return [...byGroup.values()]
}

const targetTopics = ({ targets }: ProbeUse): readonly string[] =>
  targets.flatMap(({ constants }) => (typeof constants['topic'] === 'string' ? [constants['topic']] : []))

/** What comes while the worker is down longer than the log keeps it is lost. */
const retentionFindings = async (
  admin: Admin,
  topics: readonly string[],
): Promise<readonly ProbeFinding[]> => {
  if (topics.length === 0) return []
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: TOPIC, name, configNames: ['retention.ms'] })),
  })
  return resources.flatMap(({ configEntries, resourceName }) => {
    const keptMs = Number(configEntries.find(({ configName }) => configName === 'retention.ms')?.configValue)
    if (!(keptMs >= 0 && keptMs < DAY_MS)) return []
    const hours = Math.round((keptMs / HOUR_MS) * 10) / 10
    return [
      warn(
        `topic '${resourceName}' keeps records for ${String(hours)} hours: what comes while the worker is down longer is lost`,
        'raise retention.ms of the topic',
      ),
    ]
  })
}

const replicaFindings = (topics: readonly ITopicMetadata[]): readonly ProbeFinding[] =>
  topics.flatMap(({ name, partitions }) => {
    const behind = partitions.filter(({ isr, replicas }) => isr.length < replicas.length).length
    const leaderless = partitions.filter(({ leader }) => leader < 0).length
    if (leaderless > 0)
      return [
        fail(`topic '${name}': ${String(leaderless)} partitions have no leader`, 'look after the brokers'),
      ]
    return behind === 0
      ? []
      : [
          warn(
            `topic '${name}': ${String(behind)} partitions have replicas that are behind`,
            'look after the brokers',
          ),
        ]
  })

/** Whether the group may go on where it stands. */
const groupFindings = async (
  kafka: Kafka,
  admin: Admin,
  { group, policy }: GroupSubscription,
  topics: readonly string[],
): Promise<readonly ProbeFinding[]> => {
  try {
    const ids = await topicIds(kafka, topics)
    const states = await partitionStates(admin, group, topics)
    return [...states].flatMap(([name, state]) => {
      const id = ids.get(state.topic)
      const { topicId } = state.note
      const isRemade = id !== undefined && topicId !== undefined && id !== topicId
      const doubt = { isRemade, otherJournal: undefined }
      const { gap } = startPosition(name, state.committed, state, policy(state.topic), doubt)
      return gap === undefined ? [] : [warn(gap, 'say on_gap for its stream, or set the offset of the group')]
    })
  } catch (error) {
    const help = 'give the user of this connection the right to read the group'
    return [fail(`group '${group}': ${errorWords(error)}`, help)]
  }
}

const look = async (
  kafka: Kafka,
  admin: Admin,
  groups: readonly GroupSubscription[],
  options: KafkaConnection,
  use: ProbeUse,
): Promise<readonly ProbeFinding[]> => {
  const { brokers } = await admin.describeCluster()
  const read = new Set(groups.flatMap(({ topics }) => topics))
  const wanted = new Set([...read, ...targetTopics(use)])
  const { topics: all } = await admin.fetchTopicMetadata()
  const there = all.filter(({ name }) => wanted.has(name))
  const names = new Set(there.map(({ name }) => name))
  const missing = [...wanted].filter((topic) => !names.has(topic))
  const positions = await Promise.all(
    (use.limitsOnly ? [] : groups).map((group) => {
      const topics = group.topics.filter((topic) => names.has(topic))
      return groupFindings(kafka, admin, group, topics)
    }),
  )
  const found = [
    ...(missing.length > 0 && !options.topics.create
      ? [fail(missingTopicWords(missing), 'create them, or allow it')]
      : []),
    ...replicaFindings(there),
    ...(await retentionFindings(
      admin,
      [...read].filter((topic) => names.has(topic)),
    )),
    ...positions.flat(),
  ]
  const answer = `the cluster answers with ${String(brokers.length)} ${brokers.length === 1 ? 'broker' : 'brokers'}`
  return [{ level: 'ok', message: answer }, ...found]
}

/** Logs in, and looks at the topics and groups that rules use. */
export const probeKafka = async (
  name: string,
  options: KafkaConnection,
  use: ProbeUse,
): Promise<readonly ProbeFinding[]> => {
  try {
    const patient = Math.max(1_000, use.timeoutMs)
    const { kafka } = await kafkajsClient({ ...options, request_timeout_ms: patient }, () => {})
    return await withAdmin(kafka, (admin) => look(kafka, admin, groupsOf(name, options, use), options, use))
  } catch (error) {
    const help = 'start the brokers, or correct addresses and credentials'
    return [fail(`${options.brokers.join(', ')} cannot be reached: ${errorWords(error)}`, help)]
  }
}
