import * as z from 'zod'
import type { OptionSpec } from '../../catalog/connector.ts'
import { filterProblem, topicProblem } from '../../stream/topic-filter.ts'
import type { Value } from '../../types/value.ts'

/** A connection to an MQTT broker, as it stands in sluice.yaml. */
export const mqttConnection = z.strictObject({
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\//, 'expected mqtt://, mqtts://, ws:// or wss://')
    .describe('Broker: mqtt://host:1883, mqtts:// with TLS, ws:// or wss:// over WebSocket.'),
  client_id: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Fixed, so that the broker keeps the session while the worker is away.'),
  username: z.string().optional().describe('User of the broker.'),
  password: z
    .string()
    .optional()
    .describe('Password of that user, best by reference: ${file:/run/secrets/mqtt}.'),
  version: z.enum(['3.1.1', '5']).default('5').describe('Version of the protocol; user properties need 5.'),
  keepalive_s: z
    .int()
    .min(1)
    .max(65_535)
    .default(30)
    .describe('Seconds without traffic after which the broker is asked whether it is there.'),
  connect_timeout_ms: z.int().positive().default(10_000).describe('Time for connection and CONNACK.'),
  clean_start: z
    .boolean()
    .default(false)
    .describe('Begin without the session that the broker keeps: what came meanwhile is lost.'),
  session_expiry_s: z
    .int()
    .nonnegative()
    .default(604_800)
    .describe('How long the broker keeps the session of a worker that is away (MQTT 5); a week unless said.'),
  receive_maximum: z
    .int()
    .min(1)
    .max(65_535)
    .default(10_000)
    .describe(
      'Unacknowledged messages that the broker may send (MQTT 5); 1,000 at most where a stream asks for QoS 2.',
    ),
  ca_file: z.string().optional().describe('Certificates to trust, PEM, in place of the usual ones.'),
  cert_file: z.string().optional().describe('Our certificate, PEM.'),
  key_file: z.string().optional().describe('Key of our certificate, PEM.'),
  server_name: z
    .string()
    .optional()
    .describe("The name that the broker's certificate must have, where it is not the host."),
})

export type MqttConnection = z.infer<typeof mqttConnection>

const qosProblem = (value: Value): string | undefined =>
  value === 0 || value === 1 || value === 2 ? undefined : 'QoS is 0, 1 or 2'

const listProblem = (value: Value): string | undefined =>
  (Array.isArray(value) ? (value as readonly Value[]) : [value])
    .map((one) => (typeof one === 'string' ? filterProblem(one) : 'expected text'))
    .find((problem) => problem !== undefined)

export const mqttSourceOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic filter, or an array of them; + stands for one level, # for all that follow.',
    per: 'constant',
    kinds: ['STRING', 'ARRAY'],
    required: true,
    check: listProblem,
  },
  {
    name: 'qos',
    prose: 'QoS of the subscription, 1 unless said.',
    per: 'constant',
    kinds: ['INTEGER'],
    check: qosProblem,
  },
  { name: 'share', prose: 'Group of a shared subscription.', per: 'constant', kinds: ['STRING'] },
]

export const mqttSinkOptions: readonly OptionSpec[] = [
  {
    name: 'topic',
    prose: 'Topic to publish to.',
    per: 'row',
    kinds: ['STRING'],
    required: true,
    check: (value) => (typeof value === 'string' ? topicProblem(value) : 'expected text'),
  },
  {
    name: 'qos',
    prose: 'QoS of the messages, 1 unless said.',
    per: 'constant',
    kinds: ['INTEGER'],
    check: qosProblem,
  },
  {
    name: 'retain',
    prose: 'Should the broker keep the last message of each topic?',
    per: 'constant',
    kinds: ['BOOLEAN'],
  },
  {
    name: 'user_properties',
    prose: 'User properties of the message (MQTT 5), as an object of texts.',
    per: 'row',
    kinds: ['OBJECT'],
  },
]
