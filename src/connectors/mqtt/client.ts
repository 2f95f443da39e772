import type { IClientOptions, MqttClient } from 'mqtt'
import type { WebSocketStream } from './dial.ts'
import type { MqttConnection } from './options.ts'

const RECONNECT_MS = 1_000

/** The vendor's client, loaded when the first connection opens. */
export interface LoadedClient {
  readonly Client: typeof MqttClient
  readonly webSocket: WebSocketStream | undefined
}

export const loadClient = async (options: MqttConnection): Promise<LoadedClient> => {
  const { MqttClient: Client } = await import('mqtt')
  if (!/^wss?:/.test(options.url)) return { Client, webSocket: undefined }
  const { default: WebSocket, createWebSocketStream } = await import('ws')
  return { Client, webSocket: (url, tls) => createWebSocketStream(new WebSocket(url, 'mqtt', tls)) }
}

/** What sets one client of a connection apart from the others. */
export interface ClientRole {
  /** Behind the connection's client id; brokers allow one client per id. */
  readonly suffix: string
  readonly receiveMaximum?: number
}

/** MQTT.js's options for a connection. No Maximum Packet Size: a broker discards longer messages without a word. */
export const clientOptions = (options: MqttConnection, name: string, role: ClientRole): IClientOptions => {
  const isV5 = options.version === '5'
  return {
    protocol: 'mqtt',
    protocolId: 'MQTT',
    protocolVersion: isV5 ? 5 : 4,
    clientId: `${options.client_id ?? `sluice-${name}`}${role.suffix}`,
    clean: options.clean_start,
    keepalive: options.keepalive_s,
    connectTimeout: options.connect_timeout_ms,
    reconnectPeriod: RECONNECT_MS,
    reconnectOnConnackError: true,
    resubscribe: false,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(isV5
      ? {
          properties: {
            sessionExpiryInterval: options.session_expiry_s,
            ...(role.receiveMaximum === undefined ? {} : { receiveMaximum: role.receiveMaximum }),
          },
        }
      : {}),
  }
}
