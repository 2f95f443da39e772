import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { mqttConnector } from '../../../src/connectors/mqtt/index.ts'
import { startServer } from '../../servers/server.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type ArrivedRow, type SinkHarness } from '../harness.ts'

const ROW_BYTES_MAX = 5_000

export const mqttHarness: SinkHarness = {
  entry: mqttConnector,
  ordered: true,
  network: true,
  start: async () => {
    const server = await startServer('mosquitto', {
      folder: await mkdtemp(join(tmpdir(), 'sluice-mqtt-')),
      settings: [`message_size_limit ${String(ROW_BYTES_MAX)}`],
    })
    const subscriber = await connectAsync(server.url, { protocolVersion: 5 }, false)
    const arrived = new Map<string, ArrivedRow[]>()
    subscriber.on('message', (topic, payload) => {
      if (payload.length > 0) arrived.get(topic)?.push(arrivedOf(payload.toString('utf8')))
    })
    let count = 0
    let marks = 0
    return {
      port: server.port,
      connection: (port = server.port) => ({
        url: `mqtt://127.0.0.1:${String(port)}`,
        client_id: 'contract',
        connect_timeout_ms: 1_000,
      }),
      destination: async () => {
        const topic = `rows/${String(++count)}`
        const rows: ArrivedRow[] = []
        arrived.set(topic, rows)
        await subscriber.subscribeAsync([topic, 'mark/+'], { qos: 1 })
        return {
          shape: targetOf({ connector: 'mqtt', columns: contractColumns, constants: { topic, qos: 1 } }),
          read: async () => {
            // What was sent before this mark has come when the mark comes.
            const mark = `mark/${String(++marks)}`
            const come = new Promise<void>((resolve) => {
              const look = (name: string): void => {
                if (name !== mark) return
                subscriber.off('message', look)
                resolve()
              }
              subscriber.on('message', look)
            })
            await subscriber.publishAsync(mark, '', { qos: 1 })
            await come
            return rows
          },
        }
      },
      poison: [
        {
          what: 'a row larger than the broker takes',
          row: { columns: { id: 1, name: 'x'.repeat(ROW_BYTES_MAX) } },
        },
      ],
      stop: async () => {
        await subscriber.endAsync()
        await server.stop()
      },
    }
  },
}
