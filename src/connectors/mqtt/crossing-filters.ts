import { createHash } from 'node:crypto'
import { TopicTrie } from '../../stream/topic-trie.ts'
import { FilterOverlaps } from './filter-overlaps.ts'
import type { MqttFilter } from './filters.ts'

/** Subscription identifiers are at most this, and not 0 (MQTT 5, 3.8.2.1.2). */
const IDENTIFIER_MAX = 268_435_455

/**
 * Tells copies apart where filters cross, by their subscription identifiers. These are a hash of the whole set, so that
 * a message which was queued for another set of filters is never taken for a copy: it would be lost.
 */
export class CrossingFilters {
  /** Identifiers of the filters that cross another one, in their order. */
  readonly ids = new Map<MqttFilter, number>()
  private readonly order = new Map<number, number>()
  private readonly trie = new TopicTrie<number>()

  constructor(filters: readonly MqttFilter[]) {
    const overlaps = new FilterOverlaps(filters.map(({ filter }) => filter))
    const set = createHash('sha256').update(JSON.stringify(filters))
    for (const [place, one] of filters.entries()) {
      if (!overlaps.has(one.filter)) continue
      const id = this.freeId(set.copy().update(one.filter).digest().readUInt32BE(0))
      this.ids.set(one, id)
      this.order.set(id, place)
      this.trie.add(one.filter, place)
    }
  }

  /** Does the message also come for a filter before those that this one came for? A broker may name several in one. */
  isCopy(topic: string, ids: readonly number[]): boolean {
    let first = Infinity
    for (const id of ids) {
      const place = this.order.get(id)
      if (place === undefined) return false
      first = Math.min(first, place)
    }
    return first !== Infinity && Math.min(...this.trie.match(topic)) < first
  }

  private freeId(hash: number): number {
    let id = 1 + (hash % IDENTIFIER_MAX)
    while (this.order.has(id)) id = 1 + (id % IDENTIFIER_MAX)
    return id
  }
}
