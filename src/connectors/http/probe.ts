import type { ProbeFinding, ProbeUse } from '../../catalog/probe.ts'
import { errorMessage } from '../error-message.ts'
import { tlsOptions } from '../tls-settings.ts'
import type { HttpConnection } from './options.ts'
import { ownHeaders } from './own-headers.ts'

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 407])

/** A server that does not know HEAD, or nothing at this path, is in order: rows go to other paths. */
const findingOf = (where: string, status: number): ProbeFinding => {
  const answer = `${where} answers HEAD with ${String(status)}`
  if (REFUSALS.has(status))
    return { level: 'warn', message: answer, help: 'look at the credentials of this connection' }
  if (status >= 500) return { level: 'warn', message: answer, help: 'look after the server' }
  return { level: 'ok', message: answer }
}

/** Asks for the base path by HEAD, which changes nothing there. */
export const probeHttp = async (
  options: HttpConnection,
  { timeoutMs }: ProbeUse,
): Promise<readonly ProbeFinding[]> => {
  const { Agent, buildConnector, request } = await import('undici')
  const { host } = new URL(options.url)
  try {
    const dispatcher = new Agent({
      connections: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      connect: buildConnector({ timeout: timeoutMs, ...tlsOptions(options) }),
    })
    try {
      const { statusCode } = await request(options.url, {
        dispatcher,
        method: 'HEAD',
        headers: ownHeaders(options),
      })
      return [findingOf(host, statusCode)]
    } finally {
      await dispatcher.destroy()
    }
  } catch (error) {
    const help = 'start the server, or correct its address and certificates'
    return [{ level: 'fail', message: `${host} cannot be reached: ${errorMessage(error)}`, help }]
  }
}
