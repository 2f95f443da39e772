import type { SourceEntry } from '../../catalog/connector.ts'
import { TopicTrie } from '../../stream/topic-trie.ts'

/** Places in a source's list of streams, in ascending order. */
export type Route = readonly number[]

export interface TopicRouter {
  route(topic: string): Route
}

/** Exact names, as Kafka has them. */
const exactRouter = (topics: readonly (readonly string[])[]): TopicRouter => {
  const routes = new Map<string, number[]>()
  topics.forEach((names, stream) => {
    for (const name of new Set(names)) routes.set(name, [...(routes.get(name) ?? []), stream])
  })
  return { route: (topic) => routes.get(topic) ?? [] }
}

/** What a shared subscription's records are matched with: `$share/group/filter` gets what `filter` matches. */
const plainFilter = (filter: string): string => filter.replace(/^\$share\/[^/]+\//, '')

/**
 * MQTT filters. Routes of recent topics are remembered in two generations, so that the memory does not grow with
 * the number of distinct topics and the frequent ones stay.
 */
const filterRouter = (topics: readonly (readonly string[])[], rememberedMax: number): TopicRouter => {
  const trie = new TopicTrie<number>()
  topics.forEach((filters, stream) => {
    for (const filter of filters) trie.add(plainFilter(filter), stream)
  })
  let young = new Map<string, Route>()
  let old = new Map<string, Route>()
  return {
    route(topic) {
      const known = young.get(topic)
      if (known !== undefined) return known
      const route = old.get(topic) ?? [...new Set(trie.match(topic))].sort((a, b) => a - b)
      if (young.size * 2 >= rememberedMax) {
        old = young
        young = new Map()
      }
      young.set(topic, route)
      return route
    },
  }
}

/** Which streams want a record, by its topic; `topics[s]` are those of stream s. */
export const topicRouter = (
  kind: SourceEntry['topics'],
  topics: readonly (readonly string[])[],
  rememberedMax: number,
): TopicRouter => {
  switch (kind) {
    case 'exact':
      return exactRouter(topics)
    case 'mqtt-filter':
      return filterRouter(topics, rememberedMax)
    case 'none': {
      const all = topics.map((_, stream) => stream)
      return { route: () => all }
    }
  }
}
