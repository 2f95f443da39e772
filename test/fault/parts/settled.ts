import { parser } from 'mqtt-packet'
import { countedId } from './record.ts'

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
      const id = countedId(packet.payload.toString('latin1'))
      if (id !== undefined) given.set(packet.messageId ?? 0, id)
    })
    const client = parser({ protocolVersion: 5 })
    client.on('packet', (packet) => {
      const id = packet.cmd === 'puback' ? given.get(packet.messageId ?? 0) : undefined
      if (id !== undefined) this.ids.add(id)
    })
    return (bytes, from) => void (from === 'client' ? client : server).parse(bytes)
  }
}
