import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedItem } from '../../check/checked/project.ts'

/** The shape of an output row as far as it is known before it is made: `AS a.b` and `AS a[1]` build nested output. */
export type OutputNode =
  | { readonly kind: 'leaf'; readonly item: number; readonly expression: Checked }
  | { readonly kind: 'object'; readonly members: Map<string, OutputNode> }
  | { readonly kind: 'array'; readonly elements: Map<number, OutputNode> }

type Inner = Exclude<OutputNode, { kind: 'leaf' }>

const fresh = (step: string | number): Inner =>
  typeof step === 'string' ? { kind: 'object', members: new Map() } : { kind: 'array', elements: new Map() }

const get = (node: Inner, step: string | number): OutputNode | undefined =>
  node.kind === 'object' ? node.members.get(String(step)) : node.elements.get(Number(step))

const set = (node: Inner, step: string | number, child: OutputNode): void => {
  if (node.kind === 'object') node.members.set(String(step), child)
  else node.elements.set(Number(step), child)
}

/** The tree of all items with a known place; spreads are not in it. */
export const outputTree = (items: readonly CheckedItem[]): Extract<OutputNode, { kind: 'object' }> => {
  const root: OutputNode = { kind: 'object', members: new Map() }
  items.forEach((item, index) => {
    if (item.kind !== 'value') return
    let at: Inner = root
    item.path.slice(0, -1).forEach((step, k) => {
      const existing = get(at, step)
      const next: Inner =
        existing === undefined || existing.kind === 'leaf' ? fresh(item.path[k + 1] ?? '') : existing
      if (next !== existing) set(at, step, next)
      at = next
    })
    set(at, item.path.at(-1) ?? item.name, { kind: 'leaf', item: index, expression: item.expression })
  })
  return root
}

/** Elements of an array node in order, with gaps (which are NULL) as undefined. */
export const arrayElements = (
  node: Extract<OutputNode, { kind: 'array' }>,
): readonly (OutputNode | undefined)[] => {
  const length = Math.max(0, ...node.elements.keys())
  return Array.from({ length }, (_, k) => node.elements.get(k + 1))
}
