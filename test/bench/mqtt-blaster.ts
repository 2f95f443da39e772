import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import mqttPacket, { type Packet } from 'mqtt-packet'

const GROUP = 512
const TOPICS = 100
const IDS = 60_000 - (60_000 % GROUP)

export interface BlasterOptions {
  readonly count: number
  readonly qos: 0 | 1
  /** Unacknowledged messages at a time, QoS 1. */
  readonly window: number
  readonly payloadBytes: number
}

/** Frames of `GROUP` messages in one buffer, all prebuilt; their packet identifiers go round. */
const prebuilt = ({ payloadBytes, qos }: BlasterOptions): Buffer[] => {
  const groups: Buffer[] = []
  for (let first = 0; first < IDS; first += GROUP) {
    const frames = Array.from({ length: GROUP }, (_, k) =>
      mqttPacket.generate(
        {
          cmd: 'publish',
          topic: `branch/7/atm/a${String((first + k) % TOPICS)}/status`,
          payload: Buffer.alloc(payloadBytes, 0x61),
          qos,
          dup: false,
          retain: false,
          ...(qos === 0 ? {} : { messageId: first + k + 1 }),
        },
        { protocolVersion: 5 },
      ),
    )
    groups.push(Buffer.concat(frames))
  }
  return groups
}

/** Answers CONNECT and SUBSCRIBE, then counts the bytes of PUBACKs; a PUBACK has four. */
const blast = (socket: Socket, groups: readonly Buffer[], options: BlasterOptions): void => {
  let sent = 0
  let acknowledgedBytes = 0
  const hasRoom = (): boolean => options.qos === 0 || sent - acknowledgedBytes / 4 + GROUP <= options.window
  const pump = (): void => {
    while (sent < options.count && hasRoom()) {
      const group = groups[(sent / GROUP) % groups.length]!
      sent += GROUP
      if (!socket.write(group)) return
    }
  }
  const parser = mqttPacket.parser({ protocolVersion: 5 })
  let isBlasting = false
  const send = (packet: Packet): void =>
    void socket.write(mqttPacket.generate(packet, { protocolVersion: 5 }))
  parser.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connect') send({ cmd: 'connack', reasonCode: 0, sessionPresent: false })
    if (packet.cmd !== 'subscribe') return
    send({
      cmd: 'suback',
      messageId: packet.messageId!,
      granted: packet.subscriptions.map(() => options.qos),
    })
    isBlasting = true
    pump()
  })
  socket.on('drain', pump)
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    if (isBlasting) {
      acknowledgedBytes += chunk.length
      pump()
    } else parser.parse(chunk)
  })
}

/** A process that blasts prebuilt messages at whoever subscribes, so that only the client's cost is seen. */
export const startBlaster = async (
  options: BlasterOptions,
): Promise<{ readonly url: string; stop(): void }> => {
  const file = fileURLToPath(import.meta.url)
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.stdout?.once('data', (text: Buffer) => resolve(text.toString().trim()))
  })
  return { url: `mqtt://127.0.0.1:${port}`, stop: () => void child.kill() }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = JSON.parse(process.argv[2] ?? '{}') as BlasterOptions
  const groups = prebuilt(options)
  const server = createServer((socket) => {
    socket.setNoDelay(true)
    blast(socket, groups, options)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object' && address !== null) process.stdout.write(`${String(address.port)}\n`)
  })
}
