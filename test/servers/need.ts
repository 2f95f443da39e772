import type { ServerName } from './server-kind.ts'
import { ensureShared } from './shared.ts'
import { serverKinds } from './kinds/kinds.ts'

/** Where a test finds a server. */
export interface NeededServer {
  readonly host: string
  readonly port: number
  readonly url: string
}

/** The shared server of this kind: one named by SLUICE_TEST_<NAME>=host:port, else ours, started on first demand. */
export const need = async (name: ServerName): Promise<NeededServer> => {
  const given = process.env[`SLUICE_TEST_${name.toUpperCase()}`]
  if (given !== undefined) {
    const [host = '127.0.0.1', port = ''] = given.split(':')
    return { host, port: Number(port), url: serverKinds[name].url(Number(port)).replace('127.0.0.1', host) }
  }
  const { port, url } = await ensureShared(name, process.env['SLUICE_TEST_RUN'])
  return { host: '127.0.0.1', port, url }
}
