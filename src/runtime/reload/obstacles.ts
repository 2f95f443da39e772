import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { Program } from '../../codegen/program.ts'
import type { Lane } from '../../delivery/lane.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { ReloadOptions } from './reload-options.ts'

/** Connections by their settings, for comparison. */
type Connections = Readonly<Record<string, ConnectionOptions>>

const changedConnections = (before: Connections, next: Connections): readonly string[] =>
  Object.keys(next).filter(
    (name) => Object.hasOwn(before, name) && JSON.stringify(before[name]) !== JSON.stringify(next[name]),
  )

/** Whether rows wait for the lane, in memory or in the journal. */
export const hasRows = (lane: Lane, { durability }: RuntimeContext): boolean =>
  lane.queue.quota.items > 0 || (durability?.waitingFor(lane).waitingRows ?? 0) > 0

/** Lanes with rows whose connection the configuration does not have any more. */
export const lanesLost = (context: RuntimeContext, { known }: ReloadOptions): readonly Lane[] =>
  context.lanes.all.filter(
    (lane) => lane !== context.deadLetters.lane && !known.has(lane.connection.name) && hasRows(lane, context),
  )

/** Why a program cannot take over as it runs; empty where it can. */
export const obstacles = (
  program: Program,
  connections: Connections,
  options: ReloadOptions,
  context: RuntimeContext,
): readonly string[] => {
  const discarded = new Set(options.discardLanes ?? [])
  const needJournal = program.streams.filter(
    ({ stream }) => stream.durability === 'local' && context.durability === undefined,
  )
  return [
    ...changedConnections(connections, options.connections).map(
      (name) => `connection ${name} has other settings: restart the worker for these`,
    ),
    ...needJournal.map(
      ({ stream }) =>
        `stream ${stream.name} has DURABILITY local, and this worker runs without a journal: restart it`,
    ),
    ...lanesLost(context, options)
      .filter(({ connection }) => !discarded.has(connection.name))
      .map(
        ({ connection, name }) =>
          `rows wait for ${name}, and the configuration has no connection ${connection.name} any more: bring it back, or give the rows up with --discard-lane ${connection.name}`,
      ),
  ]
}
