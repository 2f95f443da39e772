interface Node<T> {
  readonly children: Map<string, Node<T>>
  /** Values of filters that end here, and of those that end here with `#`. */
  readonly values: T[]
  readonly below: T[]
}

const newNode = <T>(): Node<T> => ({ children: new Map(), values: [], below: [] })

/**
 * MQTT topic filters by level, so that the cost of a match depends on the topic's depth and not on their number.
 * `+` stands for one level, `#` for its parent and all levels below; neither matches a first level with `$`.
 */
export class TopicTrie<T> {
  private readonly root = newNode<T>()

  add(filter: string, value: T): void {
    const levels = filter.split('/')
    const wide = levels.at(-1) === '#'
    let node = this.root
    for (const level of wide ? levels.slice(0, -1) : levels) {
      let child = node.children.get(level)
      if (child === undefined) node.children.set(level, (child = newNode<T>()))
      node = child
    }
    ;(wide ? node.below : node.values).push(value)
  }

  /** The values of all filters that match; one that was added under several filters comes several times. */
  match(topic: string): T[] {
    const found: T[] = []
    this.walk(this.root, topic.split('/'), 0, topic.startsWith('$'), found)
    return found
  }

  private walk(node: Node<T>, levels: readonly string[], at: number, reserved: boolean, found: T[]): void {
    const wild = !(reserved && at === 0)
    if (wild) found.push(...node.below)
    if (at === levels.length) {
      found.push(...node.values)
      return
    }
    const exact = node.children.get(levels[at]!)
    if (exact !== undefined) this.walk(exact, levels, at + 1, reserved, found)
    const plus = wild ? node.children.get('+') : undefined
    if (plus !== undefined && plus !== exact) this.walk(plus, levels, at + 1, reserved, found)
  }
}
