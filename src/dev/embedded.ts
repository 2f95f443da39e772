import type { Catalog } from '../catalog/catalog.ts'
import { Catalog as CatalogOf } from '../catalog/catalog.ts'
import type { ConnectionOptions, ConnectorEntry } from '../catalog/connector.ts'
import { sqliteConnector } from '../connectors/sqlite/index.ts'
import { startHttpReceiver } from './http-receiver.ts'
import { startKafkaCluster } from './kafka-cluster.ts'
import { KeepingSink } from './keeping-sink.ts'
import { startMqttBroker } from './mqtt-broker.ts'

/** The embedded servers of `sluice dev`. */
export interface EmbeddedParts {
  readonly mqttPort: number
  /** undefined where node-rdkafka is not installed. */
  readonly kafkaPort: number | undefined
  readonly httpPort: number
  readonly databaseFile: string
  /** The vocabulary with SQLite in the place of every database, and memory in that of a Kafka that cannot be had. */
  readonly catalog: Catalog
  /** How the embedded part behind a connector of that name is reached. */
  options(connection: string, connector: string): ConnectionOptions
  /** Makes topics in the embedded Kafka, where there is one. */
  makeTopics(topics: readonly string[]): Promise<void>
  close(): Promise<void>
}

const databases: ReadonlySet<string> = new Set(['postgres', 'mysql', 'sqlite'])

const embeddedEntry = (entry: ConnectorEntry, hasKafka: boolean): ConnectorEntry => {
  if (databases.has(entry.name)) return { ...sqliteConnector, name: entry.name, connection: entry.connection }
  if (entry.name !== 'kafka' || hasKafka || entry.sink === undefined) return entry
  return { ...entry, sink: { ...entry.sink, create: () => new KeepingSink() } }
}

/** Starts a broker, a Kafka and an HTTP server on free loopback ports. */
export const startEmbedded = async (catalog: Catalog, databaseFile: string): Promise<EmbeddedParts> => {
  const [mqtt, kafka, http] = await Promise.all([startMqttBroker(), startKafkaCluster(), startHttpReceiver()])
  const connectors = catalog.vocabulary.connectors.map((entry) => embeddedEntry(entry, kafka !== undefined))
  return {
    mqttPort: mqtt.port,
    kafkaPort: kafka?.port,
    httpPort: http.port,
    databaseFile,
    catalog: new CatalogOf({ ...catalog.vocabulary, connectors }),
    options: (connection, connector) => {
      const entry = catalog.connector(connector)
      const own = optionsOf(
        connection,
        connector,
        { mqtt: mqtt.port, kafka: kafka?.port, http: http.port },
        databaseFile,
      )
      return databases.has(connector) ? own : ((entry?.connection.parse(own) ?? own) as ConnectionOptions)
    },
    makeTopics: async (topics) => {
      await kafka?.makeTopics(topics)
    },
    close: async () => {
      await Promise.all([mqtt.close(), http.close(), kafka?.close()])
    },
  }
}

const optionsOf = (
  connection: string,
  connector: string,
  ports: { readonly mqtt: number; readonly kafka: number | undefined; readonly http: number },
  databaseFile: string,
): ConnectionOptions => {
  if (databases.has(connector)) return { file: databaseFile, busy_timeout_ms: 5_000 }
  switch (connector) {
    case 'mqtt':
      return {
        url: `mqtt://127.0.0.1:${String(ports.mqtt)}`,
        version: '3.1.1',
        client_id: `dev-${connection}`,
      }
    case 'kafka':
      return { brokers: [`127.0.0.1:${String(ports.kafka ?? 9_092)}`] }
    case 'http':
      return { url: `http://127.0.0.1:${String(ports.http)}` }
    default:
      return {}
  }
}
