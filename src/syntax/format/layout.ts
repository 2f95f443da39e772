/**
 * A text with places where it may break, after Wadler's "A prettier printer". A group breaks at all its own lines or
 * at none; it must break where it holds a hard line or the end of a line comment.
 */
export type Layout = string | readonly Layout[] | Group | Indent | Line | Suffix

interface Group {
  readonly kind: 'group'
  readonly body: Layout
  readonly mustBreak: boolean
  /** Columns that its line may have, where that is not the usual number. */
  readonly width?: number
}

interface Indent {
  readonly kind: 'indent'
  readonly by: number
  readonly body: Layout
  readonly mustBreak: boolean
}

interface Line {
  readonly kind: 'line'
  /** What stands here where the line does not break. */
  readonly flat: string
  readonly mustBreak: boolean
  readonly isFresh?: boolean
}

/** A comment that runs to the end of its line: what follows it in the layout stands before it. */
interface Suffix {
  readonly kind: 'suffix'
  readonly text: string
  readonly mustBreak: true
}

export const mustBreak = (layout: Layout): boolean => {
  if (typeof layout === 'string') return false
  return 'kind' in layout ? layout.mustBreak : layout.some(mustBreak)
}

export const group = (body: Layout): Layout => ({ kind: 'group', body, mustBreak: mustBreak(body) })

/** A group whose line may be longer than others. */
export const wideGroup = (body: Layout, width: number): Layout => ({
  kind: 'group',
  body,
  mustBreak: mustBreak(body),
  width,
})

export const indent = (body: Layout, by = 2): Layout => ({
  kind: 'indent',
  by,
  body,
  mustBreak: mustBreak(body),
})

/** A space, or the end of a line. */
export const line: Layout = { kind: 'line', flat: ' ', mustBreak: false }
/** Nothing, or the end of a line. */
export const softLine: Layout = { kind: 'line', flat: '', mustBreak: false }
export const hardLine: Layout = { kind: 'line', flat: '', mustBreak: true }
/** The end of a line, unless a line has just begun. */
export const freshLine: Layout = { kind: 'line', flat: '', mustBreak: true, isFresh: true }

export const suffix = (text: string): Layout => ({ kind: 'suffix', text, mustBreak: true })

/** The parts with something between each two. */
export const separated = (parts: readonly Layout[], separator: Layout): readonly Layout[] =>
  parts.flatMap((part, k) => (k === 0 ? [part] : [separator, part]))

const isSuffix = (layout: Layout): boolean =>
  typeof layout !== 'string' && 'kind' in layout && layout.kind === 'suffix'

/** In brackets, on one line or with a line for each element. */
export const bracketed = (open: Layout, elements: readonly Layout[], close: Layout): Layout => {
  if (elements.length === 0) return [open, close]
  // A comment behind the closing bracket ends a line of what is around the brackets, not of what is inside.
  const parts = typeof close !== 'string' && !('kind' in close) ? close : [close]
  const ends = parts.filter((part) => !isSuffix(part))
  const inside = group([open, indent([softLine, separated(elements, line)]), softLine, ends])
  return [inside, parts.filter(isSuffix)]
}

/** Columns that a layout takes on one line. */
export const widthOf = (layout: Layout): number => {
  if (typeof layout === 'string') return layout.length
  if (!('kind' in layout)) return layout.reduce<number>((sum, part) => sum + widthOf(part), 0)
  if (layout.kind === 'suffix') return 0
  return layout.kind === 'line' ? layout.flat.length : widthOf(layout.body)
}
