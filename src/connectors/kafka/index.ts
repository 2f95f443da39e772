import type { ConnectorEntry } from '../../catalog/connector.ts'
import { EFFECTIVELY_ONCE, positionsOf } from '../positions-of.ts'
import { kafkaSinkOptions, kafkaSourceOptions } from './endpoint-options.ts'
import { kafkaConnection, type KafkaConnection } from './options.ts'
import { PositionedKafkaSink } from './positioned-sink.ts'
import { probeKafka } from './probe.ts'
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
  probe: (name, connection, use) => probeKafka(name, connection as KafkaConnection, use),
  source: {
    options: kafkaSourceOptions,
    topics: 'exact',
    hasPartitions: true,
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
    laneOf: (target) => positionsOf(target) ?? '',
    keepsPositions: (target) => positionsOf(target) !== undefined,
    journalPositions: true,
    checkOptions: (_, { guarantee, topic }) =>
      guarantee === EFFECTIVELY_ONCE && typeof topic !== 'string'
        ? [
            {
              slug: 'missing-option',
              message: "guarantee = 'effectively once' needs a `topic` that is the same for all rows",
            },
          ]
        : [],
    create: (name, connection, target) =>
      positionsOf(target) === undefined
        ? new KafkaSink(name, connection as KafkaConnection)
        : new PositionedKafkaSink(connection as KafkaConnection, target),
  },
  table: kafkaTableEntry,
}
