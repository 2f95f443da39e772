import type { Catalog } from '../catalog/catalog.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import type { TargetShape } from '../stream/output.ts'
import { ConnectionState } from './connection-state.ts'
import { letterShape } from './dead-letter/letter-chunk.ts'
import type { LaneContext } from './lane-context.ts'
import { Lane } from './lane.ts'

/** The lanes of an engine: one for each connection and static target, shared by all rules. */
export class Lanes {
  readonly all: readonly Lane[]
  private readonly byTarget = new Map<TargetShape, Lane>()

  constructor(
    targets: Iterable<TargetShape>,
    connections: Readonly<Record<string, ConnectionOptions>>,
    catalog: Catalog,
    context: LaneContext,
  ) {
    const letters = context.deadLetters.lane
    this.byTarget.set(letterShape, letters)
    const byName = new Map<string, Lane>([['', letters]])
    const states = new Map<string, ConnectionState>()
    for (const target of targets) {
      if (target === letterShape) continue
      const entry = catalog.connector(target.connector)?.sink
      if (entry === undefined) throw new Error(`connector '${target.connector}' has no sink`)
      const part = entry.laneOf(target)
      const key = JSON.stringify([target.connection, part])
      let lane = byName.get(key)
      if (lane === undefined) {
        let state = states.get(target.connection)
        if (state === undefined) {
          const { clock, limits, log } = context
          state = new ConnectionState(target.connection, clock, log, limits.outageRepeatMs)
          states.set(target.connection, state)
        }
        const options = Object.hasOwn(connections, target.connection) ? connections[target.connection]! : {}
        const shape = {
          name: part === '' ? target.connection : `${target.connection} (${part})`,
          sink: entry.create(target.connection, options, target),
          accepts: entry.accepts,
          batchRowsMax: entry.batchRowsMax,
          writesInFlightMax: entry.writesInFlightMax ?? 1,
          writeEveryMs: entry.writeEveryMs ?? 0,
        }
        byName.set(key, (lane = new Lane(shape, state, context)))
      }
      this.byTarget.set(target, lane)
    }
    this.all = [...byName.values()]
  }

  of(target: TargetShape): Lane {
    const lane = this.byTarget.get(target)
    if (lane === undefined) throw new Error(`broken invariant: ${target.rule} has a target without a lane`)
    return lane
  }
}
