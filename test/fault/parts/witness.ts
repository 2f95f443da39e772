import { connectAsync, type MqttClient } from 'mqtt'
import { countedId } from './record.ts'

/** A plain subscriber with a persistent session of its own: what the broker really delivers. */
export class Witness {
  readonly seen = new Set<number>()
  /** Messages of any kind. */
  heard = 0
  private client: MqttClient | undefined

  async connect(url: string, filter: string, qos: 1 | 2 = 1): Promise<void> {
    const client = await connectAsync(url, {
      clientId: 'witness',
      clean: false,
      protocolVersion: 5,
      reconnectPeriod: 200,
      reconnectOnConnackError: true,
      properties: { sessionExpiryInterval: 3_600, receiveMaximum: 10_000 },
    })
    this.client = client
    client.on('error', () => undefined)
    client.on('message', (_, payload) => {
      this.heard++
      const id = countedId(payload.toString('latin1'))
      if (id !== undefined) this.seen.add(id)
    })
    await client.subscribeAsync(filter, { qos })
  }

  async close(): Promise<void> {
    await this.client?.endAsync(true)
  }
}
