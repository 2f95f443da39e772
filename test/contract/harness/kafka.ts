import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import { Cluster } from '../../connectors/kafka/cluster.ts'
import { TcpProxy } from '../../servers/tcp-proxy.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type ArrivedRow, type SinkHarness } from '../harness.ts'

const HOST = Buffer.from('127.0.0.1')
const MESSAGE_BYTES_MAX = 5_000

/** A Kafka server names its own port in its answers, behind its host as four bytes; a client must stay with the proxy. */
const stayWithProxy =
  (serverPort: number) =>
  (answer: Buffer, proxyPort: number): void => {
    for (let at = answer.indexOf(HOST); at !== -1; at = answer.indexOf(HOST, at + 1)) {
      const port = at + HOST.length
      if (port + 4 <= answer.length && answer.readInt32BE(port) === serverPort)
        answer.writeInt32BE(proxyPort, port)
    }
  }

const readAll = async (cluster: Cluster, topic: string): Promise<readonly ArrivedRow[]> => {
  const rows: ArrivedRow[] = []
  const [offsets] = await cluster.admin((admin) => admin.fetchTopicOffsets(topic))
  const high = Number(offsets?.high ?? 0)
  if (high === 0) return rows
  const consumer = cluster.kafka.consumer({ groupId: `read-${topic}-${String(high)}` })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ message }) => {
          rows.push(arrivedOf(message.value?.toString('utf8') ?? ''))
          if (Number(message.offset) + 1 >= high) resolve()
        },
      })
      .catch(reject)
  })
  await consumer.disconnect()
  return rows
}

const harnessOf = (client: 'rdkafka' | 'kafkajs'): SinkHarness => ({
  entry: kafkaConnector,
  name: `kafka by ${client}`,
  ordered: true,
  network: true,
  start: async () => {
    const cluster = await Cluster.shared()
    const port = Number(cluster.url.split(':')[1])
    return {
      port,
      proxy: () => new TcpProxy(port, stayWithProxy(port)),
      connection: (at = port) => ({
        brokers: [`127.0.0.1:${String(at)}`],
        client,
        request_timeout_ms: 1_000,
        message_bytes_max: MESSAGE_BYTES_MAX,
      }),
      destination: async () => {
        const topic = await cluster.topic()
        return {
          shape: targetOf({ connector: 'kafka', columns: contractColumns, constants: { topic } }),
          read: () => readAll(cluster, topic),
        }
      },
      poison: [
        {
          what: 'a row larger than the connection takes',
          slug: 'row-too-large',
          row: { columns: { id: 1, name: 'x'.repeat(MESSAGE_BYTES_MAX) } },
        },
      ],
      stop: async () => undefined,
    }
  },
})

export const kafkaHarnesses: readonly SinkHarness[] = [harnessOf('rdkafka'), harnessOf('kafkajs')]
