import type { Catalog } from '../catalog/catalog.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import type { TargetShape } from '../stream/output.ts'
import { ConnectionState } from './connection-state.ts'
import { letterShape } from './dead-letter/letter-chunk.ts'
import type { LaneContext } from './lane-context.ts'
import { Lane } from './lane.ts'

/** The lanes of an engine: one for each connection and static target, shared by all rules. */
export class Lanes {
  private readonly byKey = new Map<string, Lane>()
  private readonly states = new Map<string, ConnectionState>()
  /** Shapes of earlier programs are still looked up, for rows that are on their way. */
  private readonly byTarget = new WeakMap<TargetShape, Lane>()
  private readonly catalog: Catalog
  private readonly context: LaneContext

  constructor(
    targets: Iterable<TargetShape>,
    connections: Readonly<Record<string, ConnectionOptions>>,
    catalog: Catalog,
    context: LaneContext,
  ) {
    this.catalog = catalog
    this.context = context
    const letters = context.deadLetters.lane
    this.byTarget.set(letterShape, letters)
    this.byKey.set('', letters)
    this.add(targets, connections)
  }

  get all(): readonly Lane[] {
    return [...this.byKey.values()]
  }

  /** Gives each target its lane; returns the lanes that are new, which are not started. */
  add(
    targets: Iterable<TargetShape>,
    connections: Readonly<Record<string, ConnectionOptions>>,
  ): readonly Lane[] {
    const made: Lane[] = []
    for (const target of targets) {
      if (target === letterShape) continue
      const entry = this.catalog.connector(target.connector)?.sink
      if (entry === undefined) throw new Error(`connector '${target.connector}' has no sink`)
      const rate = rateOf(target)
      const own = entry.laneOf(target)
      // A limit is of its lane alone, so that it slows down nobody else.
      const part = rate === undefined ? own : `${own === '' ? '' : `${own}, `}at ${String(rate)} rows/s`
      const key = JSON.stringify([target.connection, part])
      let lane = this.byKey.get(key)
      if (lane === undefined) {
        const options = Object.hasOwn(connections, target.connection) ? connections[target.connection]! : {}
        const shape = {
          name: part === '' ? target.connection : `${target.connection} (${part})`,
          sink: entry.create(target.connection, options, target),
          accepts: entry.accepts,
          batchRowsMax: entry.batchRowsMax,
          writesInFlightMax: entry.writesInFlightMax ?? 1,
          writeEveryMs: entry.writeEveryMs ?? 0,
          keepsPositions: entry.keepsPositions?.(target) === true,
          ...(rate === undefined ? {} : { rowsPerSecond: rate }),
        }
        lane = new Lane(shape, this.stateOf(target.connection), this.context)
        this.byKey.set(key, lane)
        made.push(lane)
      }
      this.byTarget.set(target, lane)
    }
    return made
  }

  /** A lane that has been closed. */
  remove(lane: Lane): void {
    for (const [key, one] of this.byKey) if (one === lane) this.byKey.delete(key)
    const { name } = lane.connection
    if (!this.all.some(({ connection }) => connection.name === name)) this.states.delete(name)
  }

  of(target: TargetShape): Lane {
    const lane = this.byTarget.get(target)
    if (lane === undefined) throw new Error(`broken invariant: ${target.rule} has a target without a lane`)
    return lane
  }

  private stateOf(connection: string): ConnectionState {
    let state = this.states.get(connection)
    if (state === undefined) {
      const { clock, limits, log } = this.context
      state = new ConnectionState(connection, clock, log, limits.outageRepeatMs)
      this.states.set(connection, state)
    }
    return state
  }
}

const rateOf = ({ constants }: TargetShape): number | undefined => {
  const rate = Object.hasOwn(constants, 'rate_limit') ? constants['rate_limit'] : undefined
  return typeof rate === 'number' ? rate : undefined
}
