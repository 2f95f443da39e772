import type { Span } from '../../../diagnostic/span.ts'

interface Part {
  readonly span: Span
}

export interface TextNode extends Part {
  readonly kind: 'text'
  readonly value: string
  /** Where each UTF-16 unit of the value stands in the document, and where the text ends. */
  readonly places: readonly number[]
}

export interface ObjectNode extends Part {
  readonly kind: 'object'
  readonly members: ReadonlyMap<string, ExportNode>
}

/** A value of an export, which knows where it stands. */
export type ExportNode =
  | TextNode
  | ObjectNode
  | (Part & { readonly kind: 'array'; readonly elements: readonly ExportNode[] })
  | (Part & { readonly kind: 'scalar'; readonly value: number | boolean | null })

export const memberOf = (node: ExportNode | undefined, ...path: readonly string[]): ExportNode | undefined =>
  path.reduce<ExportNode | undefined>(
    (at, name) => (at?.kind === 'object' ? at.members.get(name) : undefined),
    node,
  )

export const textAt = (node: ExportNode | undefined, ...path: readonly string[]): string | undefined => {
  const found = memberOf(node, ...path)
  if (found?.kind === 'text') return found.value
  return found?.kind === 'scalar' && found.value !== null ? String(found.value) : undefined
}

export const elementsOf = (node: ExportNode | undefined): readonly ExportNode[] =>
  node?.kind === 'array' ? node.elements : []

export const membersOf = (node: ExportNode | undefined): readonly (readonly [string, ExportNode])[] =>
  node?.kind === 'object' ? [...node.members] : []
