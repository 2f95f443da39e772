import type { Node } from './ast/index.ts'

const isNode = (value: object): value is Node => 'span' in value && typeof value.span === 'object'

const collect = (value: unknown, found: Node[]): void => {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) for (const element of value) collect(element, found)
  else if (isNode(value)) found.push(value)
  // A record without a place of its own, such as a branch of CASE: its parts are the children.
  else for (const part of Object.values(value)) collect(part, found)
}

/** The nodes right below a node, names included, in the order of their fields. */
export const children = (node: Node): readonly Node[] => {
  const found: Node[] = []
  // A loop over names: a list of entries for every node of a large file would cost more than all else here.
  const fields = node as unknown as Readonly<Record<string, unknown>>
  for (const field in fields) {
    const value = fields[field]
    if (typeof value === 'object' && field !== 'span') collect(value, found)
  }
  return found
}

/**
 * Enters a node and all below it, parents before children. Where `enter` gives false, what is below is left out.
 * Deep trees cannot overflow the stack.
 */
export const walk = (node: Node, enter: (node: Node, depth: number) => boolean | void): void => {
  const waiting: { readonly node: Node; readonly depth: number }[] = [{ node, depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (enter(next.node, next.depth) === false) continue
    const below = children(next.node)
    for (let k = below.length - 1; k >= 0; k--) {
      const child = below[k]
      if (child !== undefined) waiting.push({ node: child, depth: next.depth + 1 })
    }
  }
}
