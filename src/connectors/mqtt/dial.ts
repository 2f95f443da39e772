import { readFileSync } from 'node:fs'
import { connect as connectTcp, isIP } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls, type ConnectionOptions as TlsOptions } from 'node:tls'
import type { MqttConnection } from './options.ts'

const defaultPorts: Readonly<Record<string, number>> = {
  'mqtt:': 1883,
  'mqtts:': 8883,
  'ws:': 80,
  'wss:': 443,
}

const tlsOptions = (options: MqttConnection, host: string): TlsOptions => {
  const servername = options.server_name ?? (isIP(host) === 0 ? host : undefined)
  return {
    ...(servername === undefined ? {} : { servername }),
    ...(options.ca_file === undefined ? {} : { ca: readFileSync(options.ca_file) }),
    ...(options.cert_file === undefined ? {} : { cert: readFileSync(options.cert_file) }),
    ...(options.key_file === undefined ? {} : { key: readFileSync(options.key_file) }),
    // Verification is never off: a broker that is not who it says must not get the bank's messages.
    rejectUnauthorized: true,
  }
}

/** Makes a byte stream of a WebSocket; loaded before the first connection needs it. */
export type WebSocketStream = (url: string, options: object) => Duplex

const openStream = (options: MqttConnection, webSocket: WebSocketStream | undefined): Duplex => {
  const url = new URL(options.url)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (defaultPorts[url.protocol] ?? 1883) : Number(url.port)
  if (url.protocol === 'mqtt:') {
    const socket = connectTcp({ host, port })
    socket.setNoDelay(true)
    return socket
  }
  if (url.protocol === 'mqtts:') {
    const socket = connectTls({ host, port, ...tlsOptions(options, host) })
    socket.setNoDelay(true)
    return socket
  }
  if (webSocket === undefined) throw new Error('the WebSocket client is not loaded')
  return webSocket(options.url, url.protocol === 'wss:' ? tlsOptions(options, host) : {})
}

/**
 * Opens the byte stream to a broker: TCP, TLS with the server's name verified, or WebSocket. Where a file cannot be read
 * the stream fails like any connection, since the next attempt may find it.
 */
export const dial = (options: MqttConnection, webSocket: WebSocketStream | undefined): Duplex => {
  try {
    return openStream(options, webSocket)
  } catch (error) {
    const failed = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() })
    return failed.destroy(error as Error)
  }
}
