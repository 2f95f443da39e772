import { PassThrough } from 'node:stream'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { LoadedRules } from '../load-rules.ts'
import type { Terminal } from '../terminal.ts'
import { readyConnections } from './ready-connections.ts'

/** The connections of rules that were read again, or what is wrong with them; their secrets join the others. */
export const reconnect = async (
  terminal: Terminal,
  loaded: LoadedRules,
  secrets: Set<string>,
): Promise<Readonly<Record<string, ConnectionOptions>> | readonly string[]> => {
  const err = new PassThrough()
  const chunks: Buffer[] = []
  err.on('data', (chunk: Buffer) => chunks.push(chunk))
  const found = await readyConnections({ ...terminal, err }, loaded)
  if (typeof found === 'number') return Buffer.concat(chunks).toString('utf8').trimEnd().split('\n')
  for (const secret of found.secrets) secrets.add(secret)
  return found.options
}
