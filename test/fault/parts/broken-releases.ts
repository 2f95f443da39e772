import { parser } from 'mqtt-packet'
import { idIn } from './record.ts'

interface Exchange {
  readonly id: number
  /** PUBREL was sent: the broker has the subscriber's PUBREC. */
  isReleased: boolean
}

/**
 * Records of QoS 2 that a broker publishes to one subscriber again although it has released them, which the protocol
 * forbids (MQTT 5, 4.3.3). The subscriber may have forgotten the packet identifier by then and cannot tell.
 */
export class BrokenReleases {
  /** How often, by id. */
  readonly again = new Map<number, number>()
  private readonly exchanges = new Map<number, Exchange>()

  get count(): number {
    return [...this.again.values()].reduce((sum, times) => sum + times, 0)
  }

  /** For one connection of the subscriber: takes what either side says, and looks at what the broker does. */
  watch(): (bytes: Buffer, from: 'client' | 'server') => void {
    const parsing = parser({ protocolVersion: 5 })
    parsing.on('packet', (packet) => {
      if (packet.cmd === 'publish' && packet.qos === 2)
        this.published(packet.messageId ?? 0, idIn(packet.payload.toString('latin1')))
      else if (packet.cmd === 'pubrel') this.released(packet.messageId ?? 0)
    })
    return (bytes, from) => {
      if (from === 'server') parsing.parse(bytes)
    }
  }

  private published(identifier: number, id: number): void {
    const known = this.exchanges.get(identifier)
    if (known?.id === id && known.isReleased) this.again.set(id, (this.again.get(id) ?? 0) + 1)
    this.exchanges.set(identifier, { id, isReleased: false })
  }

  private released(identifier: number): void {
    const known = this.exchanges.get(identifier)
    if (known !== undefined) known.isReleased = true
  }
}
