import { connectAsync } from 'mqtt'
import type { Stage } from '../harness/stage.ts'
import { Arrivals } from '../parts/arrivals.ts'
import { idIn } from '../parts/record.ts'
import type { Receiver } from './receiver.ts'

/** A subscriber with a session of its own, which hears what the worker publishes. */
export const mqttReceiver = async (stage: Stage, url: string): Promise<Receiver> => {
  const arrivals = new Arrivals()
  const client = await connectAsync(url, {
    clientId: 'receiver',
    clean: false,
    protocolVersion: 5,
    reconnectPeriod: 200,
    reconnectOnConnackError: true,
    properties: { sessionExpiryInterval: 3_600, receiveMaximum: 10_000 },
  })
  client.on('error', () => undefined)
  client.on('message', (_, payload) => arrivals.add(idIn(payload.toString('utf8'))))
  await client.subscribeAsync('out/+', { qos: 1 })
  stage.closing(() => client.endAsync(true))
  return {
    cell: 'MQTT, Redis, file',
    connection: 'back',
    options: { type: 'mqtt', url, client_id: 'worker-out' },
    target: "back (topic = 'out/' || device, qos = 1)",
    count: async () => arrivals.rows,
    arrivals: async () => arrivals,
  }
}
