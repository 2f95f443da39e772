import { connectAsync, type MqttClient } from 'mqtt'

const IN_FLIGHT_MAX = 1_000

/** Publishes messages by QoS 1 as fast as the broker takes them, and notes the ids that it confirmed. */
export class Load {
  readonly confirmed = new Set<number>()
  issued = 0
  private client: MqttClient | undefined
  private inFlight = 0
  private room: (() => void) | undefined

  async connect(url: string): Promise<void> {
    this.client = await connectAsync(url, {
      clientId: 'load',
      clean: false,
      protocolVersion: 5,
      reconnectPeriod: 200,
      properties: { sessionExpiryInterval: 3_600 },
    })
    this.client.on('error', () => undefined)
  }

  async publish(
    count: number,
    payload: (id: number) => { topic: string; body: string | Buffer },
  ): Promise<void> {
    const { client } = this
    if (client === undefined) throw new Error('the load is not connected')
    while (this.issued < count) {
      while (this.inFlight >= IN_FLIGHT_MAX) await new Promise<void>((done) => (this.room = done))
      const id = this.issued++
      const { topic, body } = payload(id)
      this.inFlight++
      client.publish(topic, body, { qos: 1 }, (error) => {
        this.inFlight--
        if (error === undefined || error === null) this.confirmed.add(id)
        this.room?.()
      })
    }
    while (this.inFlight > 0) await new Promise<void>((done) => (this.room = done))
  }

  async close(): Promise<void> {
    await this.client?.endAsync(true)
  }
}
