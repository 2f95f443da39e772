import type { IClientOptions, MqttClient } from 'mqtt'
import type { MqttConnection } from './options.ts'
import type { WebSocketStream } from './dial.ts'

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

/** MQTT.js's options for a connection; its own stream builder is never used. */
export const clientOptions = (
  options: MqttConnection,
  name: string,
  own: { readonly receiveMaximum?: number; readonly suffix?: string },
): IClientOptions => {
  const isV5 = options.version === '5'
  const clientId = options.client_id ?? `sluice-${name}`
  return {
    protocol: 'mqtt',
    protocolId: 'MQTT',
    protocolVersion: isV5 ? 5 : 4,
    clientId: `${clientId}${own.suffix ?? ''}`,
    clean: options.clean_start,
    keepalive: options.keepalive_s,
    connectTimeout: options.connect_timeout_ms,
    reconnectPeriod: 1_000,
    reconnectOnConnackError: true,
    resubscribe: false,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(isV5
      ? {
          properties: {
            sessionExpiryInterval: options.session_expiry_s,
            ...(own.receiveMaximum === undefined ? {} : { receiveMaximum: own.receiveMaximum }),
          },
        }
      : {}),
  }
}
