import { createServer, type Socket } from 'node:net'
import mqttPacket, { type Packet } from 'mqtt-packet'

/** Unacknowledged messages at a time; below every client's Receive Maximum. */
const WINDOW = 5_000
const CHUNK = 500
const IDS_MAX = 60_000

/** A socket that speaks just enough MQTT 5 to blast prebuilt QoS 1 messages, so that only the client's cost is seen. */
export class Blaster {
  port = 0
  acknowledged = 0
  private sent = 0
  private wanted = 0
  private socket: Socket | undefined
  private subscribed: (() => void) | undefined
  private readonly records: readonly Buffer[]
  private readonly server = createServer((socket) => {
    this.accept(socket)
  })

  constructor(records: readonly Buffer[]) {
    this.records = records
  }

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done))
    const address = this.server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
  }

  /** Resolves when a client has subscribed. */
  untilSubscribed(): Promise<void> {
    return new Promise((done) => (this.subscribed = done))
  }

  /** Sends messages until so many were sent since the start; the client's acknowledgements set the pace. */
  blast(count: number): void {
    this.wanted = count
    this.pump()
  }

  close(): void {
    this.socket?.destroy()
    this.server.close()
  }

  private accept(socket: Socket): void {
    socket.setNoDelay(true)
    socket.on('error', () => undefined)
    const parser = mqttPacket.parser({ protocolVersion: 5 })
    parser.on('packet', (packet: Packet) => {
      this.answer(socket, packet)
    })
    socket.on('data', (chunk: Buffer) => parser.parse(chunk))
  }

  private answer(socket: Socket, packet: Packet): void {
    const send = (answer: Packet): void => {
      socket.write(mqttPacket.generate(answer, { protocolVersion: 5 }))
    }
    if (packet.cmd === 'connect') send({ cmd: 'connack', reasonCode: 0, sessionPresent: false })
    else if (packet.cmd === 'pingreq') send({ cmd: 'pingresp' })
    else if (packet.cmd === 'puback') {
      this.acknowledged++
      if (this.sent - this.acknowledged <= WINDOW - CHUNK) this.pump()
    } else if (packet.cmd === 'subscribe') {
      send({ cmd: 'suback', messageId: packet.messageId ?? 1, granted: packet.subscriptions.map(() => 1) })
      // A connection that only looks at what the broker says of itself gets no messages.
      if (packet.subscriptions.every(({ topic }) => topic.startsWith('$SYS/'))) return
      this.socket = socket
      this.subscribed?.()
    }
  }

  private pump(): void {
    while (this.sent < this.wanted && this.sent - this.acknowledged <= WINDOW - CHUNK) {
      const frames: Buffer[] = []
      for (let k = 0; k < CHUNK && this.sent < this.wanted; k++) frames.push(this.frame(this.sent++))
      this.socket?.write(Buffer.concat(frames))
    }
  }

  private frame(i: number): Buffer {
    const topic = `bench/${String(i % 10)}`
    const payload = this.records[i] ?? Buffer.alloc(0)
    return mqttPacket.generate(
      { cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false, messageId: (i % IDS_MAX) + 1 },
      { protocolVersion: 5 },
    )
  }
}
