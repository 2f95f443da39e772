import type { Redis } from 'ioredis'
import { tlsOptions, type TlsSettings } from '../tls-settings.ts'
import type { RedisConnection } from './options.ts'
import type { Command } from './row-command.ts'

/** An open connection. Errors of the server are values here; it rejects where the connection is lost. */
export interface RedisSession {
  /** Sends all commands in one go; per command the server's error, or undefined. */
  run(commands: readonly Command[]): Promise<readonly (string | undefined)[]>
  /** Cuts the connection; what is under way rejects. */
  destroy(): void
}

/** The server said no: its own words. */
export class RedisRefusal extends Error {}

interface Address {
  readonly host: string
  readonly port: number
  readonly username: string | undefined
  readonly password: string | undefined
  readonly database: number
  readonly tls: TlsSettings | undefined
}

const decoded = (text: string): string | undefined => (text === '' ? undefined : decodeURIComponent(text))

const addressOf = (options: RedisConnection): Address => {
  const url = new URL(options.url)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6_379 : Number(url.port),
    username: options.username ?? decoded(url.username),
    password: options.password ?? decoded(url.password),
    database: options.database ?? Number(url.pathname.slice(1)),
    tls: options.tls ?? (url.protocol === 'rediss:' ? {} : undefined),
  }
}

/** ioredis gives what the server says as a ReplyError; anything else is the client's or the network's. */
const isReply = (error: Error): boolean => error.name === 'ReplyError'

const sessionOf = (client: Redis): RedisSession => ({
  run: async (commands) => {
    const pipeline = client.pipeline()
    for (const [name = '', ...args] of commands) pipeline.call(String(name), ...args)
    const answers = (await pipeline.exec()) ?? []
    return commands.map((_, k) => {
      const error = answers[k]?.[0]
      if (error == null) return undefined
      if (!isReply(error)) throw error
      return error.message
    })
  },
  destroy: () => client.disconnect(),
})

const ask = async (session: RedisSession, command: Command): Promise<void> => {
  const [error] = await session.run([command])
  if (error !== undefined) throw new RedisRefusal(error)
}

/**
 * Connects once; rejects with `RedisRefusal` where the server refuses us, `UnreadableFile`, or an error of the network.
 * The client does nothing by itself: no second connection, no queue, no command again. `opened` gets the session
 * before it is greeted, so that the caller can cut it.
 */
export const openRedis = async (
  options: RedisConnection,
  opened: (session: RedisSession) => void,
): Promise<RedisSession> => {
  const { Redis } = await import('ioredis')
  const { host, port, username, password, database, tls } = addressOf(options)
  const client = new Redis({
    host,
    port,
    // The server's name in the certificate; an address has none.
    ...(tls === undefined
      ? {}
      : { tls: { ...tlsOptions(tls), ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }) } }),
    protocol: 2,
    connectTimeout: options.connect_timeout_ms,
    keepAlive: 30_000,
    lazyConnect: true,
    enableReadyCheck: false,
    enableOfflineQueue: false,
    disableClientInfo: true,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: null,
  })
  // A connection that breaks while it is idle shows at the next command.
  let broken: Error | undefined
  client.on('error', (error: Error) => (broken ??= error))
  const session = sessionOf(client)
  opened(session)
  try {
    await client.connect()
    if (password !== undefined)
      await ask(session, ['AUTH', ...(username === undefined ? [] : [username]), password])
    if (database !== 0) await ask(session, ['SELECT', String(database)])
    // A server that is still loading, wants a password or is full says so here.
    const [answer] = await session.run([['PING']])
    if (answer !== undefined && !answer.startsWith('NOPERM')) throw new RedisRefusal(answer)
    return session
  } catch (error) {
    client.disconnect()
    // "Connection is closed" is all that the client says of a connection that never came about.
    throw error instanceof RedisRefusal ? error : (broken ?? error)
  }
}
