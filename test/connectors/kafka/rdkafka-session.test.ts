import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { groupSubscription } from '../../../src/connectors/kafka/group-subscription.ts'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import { Intake } from '../../../src/connectors/kafka/intake.ts'
import type { KafkaConnection } from '../../../src/connectors/kafka/options.ts'
import { loadRdkafka } from '../../../src/connectors/kafka/rdkafka.ts'
import { RdkafkaSession } from '../../../src/connectors/kafka/rdkafka-session.ts'
import type { SourceContext } from '../../../src/stream/source.ts'
import { Cluster } from './cluster.ts'
import { silentLog } from './source-rig.ts'

const context: SourceContext = {
  clock: systemClock,
  log: silentLog,
  signal: new AbortController().signal,
  inFlightRecordsMax: 1_000,
  inFlightBytesMax: 1_000_000,
  payloadBytesMax: 1_000,
  assigned: () => {},
  revoked: () => Promise.resolve(),
  state: () => {},
  alarm: () => {},
}

const startSession = async (cluster: Cluster, topic: string): Promise<RdkafkaSession> => {
  const given = { brokers: [cluster.url], client: 'rdkafka', group: randomUUID() }
  const options = kafkaConnector.connection.parse(given) as KafkaConnection
  const subscription = groupSubscription('server', options, [{ stream: 's', topics: [topic], options: {} }])
  const intake = new Intake(context)
  const fatal = (): void => {}
  const flush = (): Promise<void> => Promise.resolve()
  const module = (await loadRdkafka())!
  const session = new RdkafkaSession(
    { name: 'server', options, subscription, intake, context, flush, fatal },
    module,
  )
  await session.start()
  return session
}

test('a consumer that is lent to a call is given up when the call has ended, and is not lent any more', async () => {
  const cluster = await Cluster.shared()
  const topic = await cluster.topic()
  const session = await startSession(cluster, topic)
  const connected: boolean[] = []
  let end = (): void => {}
  const loan = session.lend(async (consumer) => {
    await new Promise<void>((resolve) => (end = resolve))
    connected.push(consumer.isConnected())
    return 'used'
  })
  const closing = session.close()
  expect(await session.lend(() => Promise.resolve('used'))).toBeUndefined()
  // By the time that another one has come and gone, this one would have gone, too.
  await (await startSession(cluster, topic)).close()
  end()
  expect(await loan).toBe('used')
  await closing
  expect(connected).toEqual([true])
})
