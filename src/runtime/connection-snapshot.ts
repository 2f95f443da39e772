import type { ConnectionPhase } from '../delivery/connection-state.ts'
import type { LaneSnapshot } from '../delivery/lane.ts'
import type { Lane } from '../delivery/lane.ts'
import type { LaneBacklog } from './outbox/lane-backlog.ts'
import type { SourceSnapshot } from './source/source-runner.ts'
import type { TableSnapshot } from './table/table-context.ts'

/** A connection in one of its uses. */
export interface ConnectionSnapshot {
  readonly name: string
  readonly use: 'source' | 'sink' | 'table'
  readonly state: 'opening' | 'open' | 'paused' | 'probing' | 'ended'
  /** Why it is not open. */
  readonly reason: string | undefined
}

/** A lane with what it keeps in the journal. */
export interface EngineLaneSnapshot extends LaneSnapshot, LaneBacklog {}

const sinkStates: Readonly<Record<ConnectionPhase, ConnectionSnapshot['state']>> = {
  new: 'opening',
  open: 'open',
  paused: 'paused',
  probing: 'probing',
}

const sourceStates = { opening: 'opening', open: 'open', down: 'paused', ended: 'ended' } as const
const tableStates = { loading: 'opening', loaded: 'open', cached: 'open', down: 'paused' } as const

/** Every connection that a program uses, once for each use. */
export const connectionSnapshots = (
  sources: readonly SourceSnapshot[],
  lanes: readonly Lane[],
  tables: readonly TableSnapshot[],
): ConnectionSnapshot[] => {
  const sinks = [...new Set(lanes.map((lane) => lane.connection))]
  const all: ConnectionSnapshot[] = [
    ...sources.map(({ name, reason, state }) => ({
      name,
      use: 'source' as const,
      state: sourceStates[state],
      reason,
    })),
    ...tables.map(({ connection, reason, state }) => ({
      name: connection,
      use: 'table' as const,
      state: tableStates[state],
      reason,
    })),
    ...sinks.map(({ name, outage, phase }) => ({
      name,
      use: 'sink' as const,
      // A server that is open for one lane may have left another one waiting.
      state: phase === 'open' && outage.reason !== undefined ? 'paused' : sinkStates[phase],
      reason: outage.reason,
    })),
  ]
  const keys = all.map(({ name, use }) => `${use} ${name}`)
  return all.filter((_, k) => keys.indexOf(keys[k] ?? '') === k)
}
