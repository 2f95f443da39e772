import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { Engine } from '../../runtime/engine.ts'
import type { Log } from '../../stream/log.ts'
import { probeConnection } from '../doctor/probe.ts'
import type { LoadedRules } from '../load-rules.ts'

const READY_MS = 60_000

/**
 * Warns once of limits by which a server that is read from loses messages, as `doctor` finds them. The start does not
 * wait for it; a server that is down is told of elsewhere.
 */
export const warnOfLimits = async (
  engine: Pick<Engine, 'waitReady'>,
  loaded: LoadedRules,
  connections: Readonly<Record<string, ConnectionOptions>>,
  log: Log,
): Promise<void> => {
  const unreachable = new Set((await engine.waitReady(READY_MS)).map(({ connection }) => connection))
  const read = new Set(loaded.project.streams.map(({ connection }) => connection))
  for (const [name, options] of Object.entries(connections)) {
    if (!read.has(name) || unreachable.has(name)) continue
    for (const { help, level, message } of await probeConnection(name, options, loaded, true))
      if (level === 'warn') log.warn(`${name}: ${message}${help === undefined ? '' : `; ${help}`}`)
  }
}
