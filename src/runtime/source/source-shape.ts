import type { Catalog } from '../../catalog/catalog.ts'
import type { SourceEntry, Subscription } from '../../catalog/connector.ts'
import type { Program, StreamProgram } from '../../codegen/program.ts'

/** The streams that one source serves: those of a connection that the connector does not want apart. */
export interface SourceShape {
  readonly connection: string
  /** Tells several sources of one connection apart, in every run and program alike. */
  readonly key: string
  readonly entry: SourceEntry
  /** Places in `Program.streams`. */
  readonly streams: readonly number[]
  readonly subscriptions: readonly Subscription[]
  /** All rows of its streams go into the journal. */
  readonly isLocal: boolean
  /** Some rows of its streams go into the journal. */
  readonly hasLocal: boolean
}

const subscriptionOf = ({ stream }: StreamProgram): Subscription => ({
  stream: stream.name,
  topics: stream.topics,
  options: stream.options,
})

const isLocal = ({ stream }: StreamProgram): boolean => stream.durability === 'local'

/** The sources that a program needs. */
export const sourceShapes = (program: Program, catalog: Catalog): SourceShape[] => {
  const byKey = new Map<string, Pick<SourceShape, 'connection' | 'key' | 'entry'> & { streams: number[] }>()
  program.streams.forEach((one, place) => {
    const { connection, connector } = one.stream
    const entry = catalog.connector(connector)?.source
    if (entry === undefined) throw new Error(`connector '${connector}' has no source`)
    const key = JSON.stringify([connection, entry.sourceOf?.(subscriptionOf(one)) ?? ''])
    const known = byKey.get(key)
    if (known === undefined) byKey.set(key, { connection, key, entry, streams: [place] })
    else known.streams.push(place)
  })
  return [...byKey.values()].map((shape) => ({
    ...shape,
    subscriptions: shape.streams.map((place) => subscriptionOf(program.streams[place]!)),
    isLocal: shape.streams.every((place) => isLocal(program.streams[place]!)),
    hasLocal: shape.streams.some((place) => isLocal(program.streams[place]!)),
  }))
}
