import type { ConnectorEntry } from '../../catalog/connector.ts'
import { shareOf } from './filters.ts'
import { mqttConnection, mqttSinkOptions, mqttSourceOptions, type MqttConnection } from './options.ts'
import { probeMqtt } from './probe.ts'
import { MqttSink } from './sink.ts'
import { MqttSource } from './source.ts'

/** MQTT 3.1.1 and 5, as source and sink. */
export const mqttConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'mqtt',
  prose: 'MQTT 3.1.1 and 5: topics of a broker in, messages out; QoS 0, 1 and 2, shared subscriptions, TLS.',
  connection: mqttConnection,
  probe: (name, connection, use) => probeMqtt(name, connection as MqttConnection, use),
  source: {
    options: mqttSourceOptions,
    topics: 'mqtt-filter',
    attributes: ['qos', 'retain', 'flags', 'pub_props'],
    durability: ({ qos }) => (qos === 0 ? 'none' : 'local'),
    entersOnce: ({ qos }) => qos === 2,
    sourceOf: shareOf,
    create: (name, connection, subscriptions) =>
      new MqttSource(name, connection as MqttConnection, subscriptions),
  },
  sink: {
    deadLetters: 'copies',
    options: mqttSinkOptions,
    accepts: 'encoded',
    batchRowsMax: 1_000,
    laneOf: () => '',
    create: (name, connection) => new MqttSink(name, connection as MqttConnection),
  },
}
