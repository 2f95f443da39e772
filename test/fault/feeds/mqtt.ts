import type { Stage } from '../harness/stage.ts'
import { BrokenReleases } from '../parts/broken-releases.ts'
import { Load } from '../parts/load.ts'
import { deviceOf } from '../parts/record.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { Witness } from '../parts/witness.ts'
import type { TestServer } from '../../servers/server.ts'
import { TcpProxy } from '../../servers/tcp-proxy.ts'
import type { Feed } from './feed.ts'

export interface MqttFeed extends Feed {
  readonly server: TestServer
  /** Between the worker and the broker; the publisher and the witness go past it. */
  readonly proxy: TcpProxy
  /** What the broker gives the worker against the protocol. */
  readonly broken: BrokenReleases
}

const WITNESS_MS = 120_000
const SILENCE_MS = 5_000

const deviceTopic = (id: number): string => `load/${String(deviceOf(id))}`

/** A Mosquitto of its own, a publisher, and the witness beside the worker. */
export const mqttFeed = async (
  stage: Stage,
  options: {
    readonly qos?: 1 | 2
    /** The topic of an id, one for each device unless said. */
    readonly topicOf?: (id: number) => string
    readonly server?: readonly string[]
    readonly settings?: Readonly<Record<string, unknown>>
  } = {},
): Promise<MqttFeed> => {
  const { qos = 1, settings = {}, topicOf = deviceTopic } = options
  const name = stage.own('mosquitto')
  const server = await stage.servers.get('mosquitto', name, options.server)
  stage.closing(() => stage.servers.drop(name))
  const proxy = await new TcpProxy(server.port).start()
  stage.closing(() => proxy.stop())
  const broken = new BrokenReleases()
  if (qos === 2) proxy.watch = () => broken.watch()
  const load = new Load(qos)
  const witness = new Witness()
  await witness.connect(server.url, 'load/+', qos)
  stage.closing(() => witness.close())
  await load.connect(server.url)
  stage.closing(() => load.close())
  return {
    cell: qos === 1 ? 'MQTT QoS 1' : 'MQTT QoS 2',
    connection: 'broker',
    options: {
      type: 'mqtt',
      url: `mqtt://127.0.0.1:${String(proxy.port)}`,
      client_id: 'worker',
      ...settings,
    },
    endpoint: `broker (topic = 'load/+', qos = ${String(qos)})`,
    get issued() {
      return load.issued
    },
    confirmed: load.confirmed,
    publish: (count, body, pace) =>
      load.publish(load.issued + count, (id) => ({ topic: topicOf(id), body: body(id) }), pace?.perSecond),
    probe: (body) => load.send('load/probe', body),
    witnessed: async () => {
      let last = -1
      let sinceMs = performance.now()
      // What has no id in its text is never seen, so a witness that hears no more is done too.
      const isDone = (): boolean => {
        if (witness.heard !== last) sinceMs = performance.now()
        last = witness.heard
        return (
          performance.now() - sinceMs > SILENCE_MS || [...load.confirmed].every((id) => witness.seen.has(id))
        )
      }
      await waitUntil('the witness has all that was confirmed', isDone, WITNESS_MS, 100).catch(
        () => undefined,
      )
      return witness.seen
    },
    server,
    proxy,
    broken,
  }
}
