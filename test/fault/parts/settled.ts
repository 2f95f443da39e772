import { parser } from 'mqtt-packet'

/**
 * Records of QoS 1 that a subscriber has acknowledged, as seen on the wire: for these it is answerable. What it has not
 * acknowledged a broker gives again, unless the broker itself has lost it.
 */
export class Settled {
  readonly ids = new Set<number>()
  private lastMs = performance.now()

  /** Milliseconds since the last message. */
  get silentMs(): number {
    return performance.now() - this.lastMs
  }

  /** For one connection: takes what either side says. */
  watch(): (bytes: Buffer, from: 'client' | 'server') => void {
    const given = new Map<number, number>()
    const server = parser({ protocolVersion: 5 })
    server.on('packet', (packet) => {
      if (packet.cmd !== 'publish') return
      this.lastMs = performance.now()
      const match = /"id":"(\d+)"/.exec(packet.payload.toString('latin1'))
      if (match !== null) given.set(packet.messageId ?? 0, Number(match[1]))
    })
    const client = parser({ protocolVersion: 5 })
    client.on('packet', (packet) => {
      const id = packet.cmd === 'puback' ? given.get(packet.messageId ?? 0) : undefined
      if (id !== undefined) this.ids.add(id)
    })
    return (bytes, from) => void (from === 'client' ? client : server).parse(bytes)
  }
}
