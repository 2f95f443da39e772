import type { Catalog } from '../../catalog/catalog.ts'
import type { SourceEntry } from '../../catalog/connector.ts'
import type { Program, StreamShape } from '../../codegen/program.ts'
import type { Route, TopicRouter } from '../source/topic-router.ts'
import { topicRouter } from '../source/topic-router.ts'

type Kind = SourceEntry['topics']

const KINDS: readonly Kind[] = ['exact', 'mqtt-filter', 'none']

/** Where no sluice.yaml says what a connection is, names and filters are both read as filters. */
const kindOf = ({ connector, topics }: StreamShape, catalog: Catalog): Kind =>
  catalog.connector(connector)?.source?.topics ?? (topics.length === 0 ? 'none' : 'mqtt-filter')

/** Which streams a line's record goes to: those of its source, or of any, whose topics match its own. */
export class ReplayRouter {
  private readonly connections: readonly string[]
  private readonly routers: readonly { readonly router: TopicRouter; readonly places: Route }[]

  constructor(program: Program, catalog: Catalog, rememberedMax: number) {
    const shapes = program.streams.map(({ stream }) => stream)
    this.connections = shapes.map((shape) => shape.connection)
    this.routers = KINDS.map((kind) => {
      const places = shapes.flatMap((shape, place) => (kindOf(shape, catalog) === kind ? [place] : []))
      const topics = places.map((place) => shapes[place]!.topics)
      return { router: topicRouter(kind, topics, rememberedMax), places }
    })
  }

  /** Places in `Program.streams`, ascending. A record without a topic goes to all streams of its source. */
  route(source: string | undefined, topic: string | undefined): Route {
    const all = this.routers.flatMap(({ router, places }) =>
      topic === undefined ? places : router.route(topic).map((at) => places[at]!),
    )
    return all
      .filter((place) => source === undefined || this.connections[place] === source)
      .sort((a, b) => a - b)
  }
}
