import { connectAsync, type MqttClient } from 'mqtt'
import { Pacer } from './pacer.ts'

const IN_FLIGHT_MAX = 1_000

/** Publishes messages as fast as the broker takes them, and notes the ids that it confirmed. */
export class Load {
  readonly confirmed = new Set<number>()
  issued = 0
  private readonly qos: 1 | 2
  private client: MqttClient | undefined
  private inFlight = 0
  private room: (() => void) | undefined

  constructor(qos: 1 | 2 = 1) {
    this.qos = qos
  }

  async connect(url: string): Promise<void> {
    this.client = await connectAsync(url, {
      clientId: 'load',
      clean: false,
      protocolVersion: 5,
      reconnectPeriod: 200,
      reconnectOnConnackError: true,
      properties: { sessionExpiryInterval: 3_600 },
    })
    this.client.on('error', () => undefined)
  }

  /** Until so many are issued in all; `perSecond` holds it back. */
  async publish(
    count: number,
    payload: (id: number) => { topic: string; body: string | Buffer },
    perSecond = Infinity,
  ): Promise<void> {
    const { client } = this
    if (client === undefined) throw new Error('the load is not connected')
    const pacer = new Pacer(perSecond)
    while (this.issued < count) {
      while (this.inFlight >= IN_FLIGHT_MAX) await new Promise<void>((done) => (this.room = done))
      await pacer.step()
      const id = this.issued++
      const { topic, body } = payload(id)
      this.inFlight++
      client.publish(topic, body, { qos: this.qos }, (error) => {
        this.inFlight--
        if (error === undefined || error === null) this.confirmed.add(id)
        this.room?.()
      })
    }
    while (this.inFlight > 0) await new Promise<void>((done) => (this.room = done))
  }

  /** A message that is not in the ledger; whether the broker takes it does not matter. */
  async send(topic: string, body: string): Promise<void> {
    await this.client?.publishAsync(topic, body, { qos: 1 }).catch(() => undefined)
  }

  async close(): Promise<void> {
    await this.client?.endAsync(true)
  }
}
