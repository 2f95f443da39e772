/** A member of the payload that some rule reads, or that leads to one. */
export interface SlotNode {
  /** Index of its span in a record's spans, where its own value is read. */
  slot: number | undefined
  readonly members: Map<string, SlotNode>
  /** Slots of this node and of all below it: [first, last). */
  first: number
  last: number
}

const node = (): SlotNode => ({ slot: undefined, members: new Map(), first: 0, last: 0 })

/**
 * Which paths of the payload are read, as a tree, so that one scan finds them all. Slots are numbered depth first
 * by `number()`, so that a member that comes twice can forget all that its first value held.
 */
export class SlotTree {
  readonly root = node()
  private wanted = 0

  get isEmpty(): boolean {
    return this.wanted === 0
  }

  /** Number of slots, once numbered. */
  get size(): number {
    return this.root.last
  }

  want(path: readonly string[]): void {
    let at = this.root
    for (const name of path) {
      let next = at.members.get(name)
      if (next === undefined) at.members.set(name, (next = node()))
      at = next
    }
    at.slot = -1
    this.wanted++
  }

  /** Gives every wanted path its slot. Nothing can be wanted afterwards. */
  number(): void {
    const visit = (at: SlotNode, next: number): number => {
      at.first = next
      if (at.slot !== undefined) at.slot = next++
      for (const member of at.members.values()) next = visit(member, next)
      at.last = next
      return next
    }
    visit(this.root, 0)
  }

  /** The slot of a wanted path. */
  slot(path: readonly string[]): number {
    let at: SlotNode | undefined = this.root
    for (const name of path) at = at?.members.get(name)
    if (at?.slot === undefined) throw new Error('a path that nobody wanted has no slot')
    return at.slot
  }
}
