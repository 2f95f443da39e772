import type { IConnackPacket, MqttClient } from 'mqtt'
import type { ProbeFinding, ProbeUse } from '../../catalog/probe.ts'
import { clientOptions, loadClient } from './client.ts'
import { dial } from './dial.ts'
import { plannedFilters } from './filters.ts'
import type { MqttConnection } from './options.ts'
import { subscribeAll } from './subscriber.ts'

const warn = (message: string, help: string): ProbeFinding => ({ level: 'warn', message, help })

/** Limits that the broker sets in its answer to CONNECT. */
const limitFindings = (
  { properties }: IConnackPacket,
  { receive_maximum: window, session_expiry_s: expiry }: MqttConnection,
  { subscriptions }: ProbeUse,
): readonly ProbeFinding[] => {
  const found: ProbeFinding[] = []
  const granted = properties?.sessionExpiryInterval
  if (subscriptions.length > 0 && granted !== undefined && granted < expiry)
    found.push(
      warn(
        `the broker keeps a session for ${String(granted)} s, not ${String(expiry)} s: what comes while the worker is down longer is lost`,
        'raise the limit of the broker (Mosquitto: persistent_client_expiration)',
      ),
    )
  const maximum = properties?.receiveMaximum
  if (maximum !== undefined && maximum < Math.min(window, 20))
    found.push(
      warn(
        `the broker takes ${String(maximum)} messages at once: publishing to it is slow`,
        'raise its receive maximum (Mosquitto: max_inflight_messages)',
      ),
    )
  const qos = properties?.maximumQoS
  if (qos !== undefined && qos < 1)
    found.push(
      warn('the broker takes QoS 0 only: messages may be lost on the way', 'allow QoS 1 in the broker'),
    )
  return found
}

const sessionFindings = (options: MqttConnection, { subscriptions }: ProbeUse): readonly ProbeFinding[] => {
  if (subscriptions.length === 0) return []
  const low = subscriptions.filter(({ options: own }) => own['qos'] === 0)
  return [
    ...(options.clean_start
      ? [warn('clean_start is on: what comes while the worker is down is lost', 'remove clean_start')]
      : []),
    ...(options.version === '5' && options.session_expiry_s === 0
      ? [warn('session_expiry_s is 0: the session ends with its connection', 'set it to some hours')]
      : []),
    ...(options.client_id === undefined
      ? [warn('there is no client_id: its default is the same in every project', 'name one for this worker')]
      : []),
    ...low.map(({ stream }) =>
      warn(`stream ${stream} subscribes with QoS 0: messages published with more may be lost`, 'say qos = 1'),
    ),
  ]
}

/** Subscribes for a moment, as a client of its own, and tells what the broker does not grant. Shared groups are left alone. */
const grantFindings = async (client: MqttClient, options: MqttConnection, { subscriptions }: ProbeUse) => {
  const filters = plannedFilters(subscriptions).filter(({ subscribed }) => !subscribed.startsWith('$share/'))
  try {
    await subscribeAll(client, filters, undefined, options.version === '5')
    return []
  } catch (error) {
    const help = 'give the user of this connection the right to read them'
    return [{ level: 'fail', message: (error as Error).message, help } as const]
  }
}

const DROPPED = '$SYS/broker/publish/messages/dropped'
const DROPPED_WAIT_MS = 1_000

/** MQTT does not tell how long a broker's queues may grow; Mosquitto tells what it has thrown away for that. */
const droppedFindings = async (
  client: MqttClient,
  { subscriptions, timeoutMs }: ProbeUse,
): Promise<readonly ProbeFinding[]> => {
  if (subscriptions.length === 0) return []
  const dropped = await new Promise<number>((resolve) => {
    const timer = setTimeout(() => resolve(0), Math.min(DROPPED_WAIT_MS, timeoutMs))
    timer.unref()
    client.on('message', (topic, payload) => {
      if (topic === DROPPED) resolve(Number(payload.toString()))
    })
    client.subscribe(DROPPED, { qos: 0 }, (error) => {
      if (error !== null) resolve(0)
    })
  })
  return dropped > 0
    ? [
        warn(
          `the broker has dropped ${String(dropped)} messages since it started, since a queue was full`,
          'raise the limit of its queues (Mosquitto: max_queued_messages)',
        ),
      ]
    : []
}

/** Connects as another client than the worker's, so that a running one keeps its session. */
export const probeMqtt = async (
  name: string,
  options: MqttConnection,
  use: ProbeUse,
): Promise<readonly ProbeFinding[]> => {
  const { Client, webSocket } = await loadClient(options)
  const clean: MqttConnection = { ...options, clean_start: true }
  const client = new Client(() => dial(options, webSocket), {
    ...clientOptions(clean, name, { suffix: `-doctor-${String(process.pid)}` }),
    reconnectPeriod: 0,
  })
  try {
    const answer = await new Promise<IConnackPacket | string>((resolve) => {
      const timer = setTimeout(() => resolve('no answer'), use.timeoutMs)
      timer.unref()
      client.once('connect', resolve)
      client.once('error', (error) => resolve(error.message))
      client.once('close', () => resolve('the broker closed the connection'))
    })
    if (typeof answer === 'string')
      return [
        {
          level: 'fail',
          message: `the broker cannot be used: ${answer}`,
          help: 'start it, or correct url and credentials',
        },
      ]
    const found = [
      ...sessionFindings(options, use),
      ...limitFindings(answer, options, use),
      ...(await droppedFindings(client, use)),
      ...(use.limitsOnly ? [] : await grantFindings(client, options, use)),
    ]
    return found.length > 0
      ? found
      : [{ level: 'ok', message: 'the broker answers and grants what is asked' }]
  } finally {
    client.end(true)
  }
}
