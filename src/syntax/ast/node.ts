import type { Span } from '../../diagnostic/span.ts'

/** What every node has: where it stands in its document. */
export interface Node {
  readonly span: Span
}

/** A name as it was written, without its quotes. */
export interface Name extends Node {
  readonly text: string
  readonly quoted: 'none' | 'double' | 'backtick'
}

/** A doc comment, written with two stars, before a statement or column: its prose and its `@tag value` lines. */
export interface Doc extends Node {
  readonly prose: string
  readonly tags: readonly { readonly name: string; readonly value: string; readonly span: Span }[]
}
