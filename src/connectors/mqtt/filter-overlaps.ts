interface Node {
  readonly children: Map<string, Node>
  /** Filters that end here, that end here with `#`, and all from here on. */
  ends: number
  below: number
  total: number
}

const newNode = (): Node => ({ children: new Map(), ends: 0, below: 0, total: 0 })

/** Which of many topic filters share a topic with another one, without comparing each with each. */
export class FilterOverlaps {
  private readonly root = newNode()

  constructor(filters: readonly string[]) {
    for (const filter of filters) this.add(filter.split('/'))
  }

  /** Does a filter of the set share a topic with another one of the set? Reserved `$` topics count like others. */
  has(filter: string): boolean {
    return this.count(this.root, filter.split('/'), 0) > 1
  }

  private add(levels: readonly string[]): void {
    let node = this.root
    node.total++
    for (const level of levels) {
      if (level === '#') {
        node.below++
        return
      }
      let child = node.children.get(level)
      if (child === undefined) node.children.set(level, (child = newNode()))
      node = child
      node.total++
    }
    node.ends++
  }

  /** Filters that overlap `levels` from `at` on; stops counting at two. */
  private count(node: Node, levels: readonly string[], at: number): number {
    if (at === levels.length) return node.ends + node.below
    const level = levels[at]!
    if (level === '#') return node.total
    let found = node.below
    const next = level === '+' ? [...node.children.keys()] : [level, '+']
    for (const name of next) {
      if (found > 1) return found
      const child = node.children.get(name)
      if (child !== undefined) found += this.count(child, levels, at + 1)
    }
    return found
  }
}
