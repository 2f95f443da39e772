/** A program of jq as far as it is carried over. */
export type Filter =
  | { readonly kind: 'identity' }
  | { readonly kind: 'field'; readonly target: Filter; readonly name: string }
  | { readonly kind: 'index'; readonly target: Filter; readonly at: number }
  | { readonly kind: 'iterate'; readonly target: Filter }
  | { readonly kind: 'pipe' | 'comma'; readonly left: Filter; readonly right: Filter }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'array'; readonly inner: Filter | undefined }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Filter])[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Filter; readonly right: Filter }
  | {
      readonly kind: 'if'
      readonly condition: Filter
      readonly then: Filter
      readonly otherwise: Filter | undefined
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Filter[] }

/** A part of a program that is not carried over. */
export class Uncarried extends Error {}
