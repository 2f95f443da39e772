import type { ConnectorEntry } from '../../catalog/connector.ts'
import { brokerAddress, reachAll } from '../reach.ts'
import { kafkaSinkOptions, kafkaSourceOptions } from './endpoint-options.ts'
import { kafkaConnection, type KafkaConnection } from './options.ts'
import { KafkaSink } from './sink.ts'
import { KafkaSource } from './source.ts'
import { kafkaTableEntry } from './table.ts'
import { TransactionalKafkaSource } from './transactional-source.ts'

/** Apache Kafka, as source, sink and table. */
export const kafkaConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'kafka',
  prose:
    'Apache Kafka: topics in by a consumer group, records out with keys and headers. As a table a compacted topic.',
  connection: kafkaConnection,
  probe: (_, connection, { timeoutMs }) =>
    reachAll((connection as KafkaConnection).brokers.map(brokerAddress), timeoutMs),
  source: {
    options: kafkaSourceOptions,
    topics: 'exact',
    attributes: ['partition', 'offset', 'timestamp', 'tombstone'],
    sourceOf: (subscription) =>
      typeof subscription.options['group'] === 'string' ? subscription.options['group'] : '',
    create: (name, connection, subscriptions) =>
      new KafkaSource(name, connection as KafkaConnection, subscriptions),
    transactions: {
      problem: ({ client }) =>
        client === 'rdkafka' ? undefined : 'the connection must say `client: rdkafka` in sluice.yaml',
      create: (name, connection, subscriptions, lettersTo) =>
        new TransactionalKafkaSource(name, connection as KafkaConnection, subscriptions, lettersTo),
    },
  },
  sink: {
    deadLetters: 'keeps',
    options: kafkaSinkOptions,
    accepts: 'encoded',
    batchRowsMax: 10_000,
    writeEveryMs: 20,
    laneOf: () => '',
    create: (name, connection) => new KafkaSink(name, connection as KafkaConnection),
  },
  table: kafkaTableEntry,
}
