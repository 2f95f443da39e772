/** A program of jq as far as it is carried over. */
export type Filter =
  | { readonly kind: 'identity' }
  | { readonly kind: 'field'; readonly target: Filter; readonly name: string; readonly isOptional: boolean }
  | { readonly kind: 'index'; readonly target: Filter; readonly at: number }
  | {
      readonly kind: 'slice'
      readonly target: Filter
      readonly from: number
      readonly to: number | undefined
    }
  | { readonly kind: 'iterate'; readonly target: Filter; readonly isOptional: boolean }
  | { readonly kind: 'pipe' | 'comma'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Parts of a text, where `\(…)` puts in what a filter gives. */
  | { readonly kind: 'text'; readonly parts: readonly Filter[] }
  | { readonly kind: 'array'; readonly inner: Filter | undefined }
  | { readonly kind: 'object'; readonly members: readonly Member[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  /** `path = value`, `path |= value`, and with an operator before the equals sign. */
  | { readonly kind: 'update'; readonly operator: string; readonly path: Filter; readonly value: Filter }
  | {
      readonly kind: 'if'
      readonly condition: Filter
      readonly then: Filter
      readonly otherwise: Filter | undefined
    }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'bind'; readonly source: Filter; readonly name: string; readonly body: Filter }
  | {
      readonly kind: 'reduce'
      readonly source: Filter
      readonly name: string
      readonly start: Filter
      readonly update: Filter
    }
  | { readonly kind: 'define'; readonly name: string; readonly body: Filter; readonly rest: Filter }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Filter[] }

/** A member of an object; `(…)` computes its name. */
export type Member = readonly [string | Filter, Filter]

export const identity: Filter = { kind: 'identity' }

/** A part of a program that is not carried over. */
export class Uncarried extends Error {}
