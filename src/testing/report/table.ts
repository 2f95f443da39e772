import type { Palette } from '../../diagnostic/render/human.ts'
import type { Cell } from '../blocks/compare.ts'

const WIDTH_MAX = 60
/** How much of a long text stands before the place where it begins to differ. */
const BEFORE = 20
const ELLIPSIS = '…'

const kindOf = (text: string): string => {
  if (text === 'null') return 'NULL'
  if (text === 'true' || text === 'false') return 'BOOLEAN'
  if (text.startsWith('"')) return 'STRING'
  if (text.startsWith('[')) return 'ARRAY'
  if (text.startsWith('{')) return 'OBJECT'
  return /[.eE]/.test(text) ? 'DOUBLE' : 'INTEGER'
}

const bare = (text: string): string => (text.startsWith('"') ? text.slice(1, -1) : text)

/** Do two values of different kinds look the same at a glance: 1 and "1", 1 and 1.0? */
const isAlike = (left: string, right: string): boolean =>
  kindOf(left) !== kindOf(right) &&
  (bare(left) === bare(right) || (bare(left) !== '' && Number(bare(left)) === Number(bare(right))))

/** Letters that look the same, and what cannot be seen, as JSON escapes. */
const escaped = (text: string): string =>
  text.replace(/[^\u0020-\u007e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)

const hidden = /[\u00a0\u00ad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/

const isHiddenDifference = (left: string, right: string): boolean =>
  left.startsWith('"') &&
  right.startsWith('"') &&
  (left.normalize('NFKC') === right.normalize('NFKC') || hidden.test(left) || hidden.test(right))

const firstDifference = (left: string, right: string): number => {
  let at = 0
  while (at < left.length && left[at] === right[at]) at++
  return at
}

/** At most WIDTH_MAX of a text, with the place where it differs from the other one. */
const clip = (text: string, other: string): string => {
  if (text.length <= WIDTH_MAX) return text
  const at = firstDifference(text, other)
  const start = at < WIDTH_MAX - BEFORE ? 0 : Math.min(at - BEFORE, text.length - WIDTH_MAX)
  const end = start + WIDTH_MAX
  return `${start > 0 ? ELLIPSIS : ''}${text.slice(start, end)}${end < text.length ? ELLIPSIS : ''}`
}

const NOTHING = '(nothing)'
const MISSING = '(missing)'

/** The two values of a cell as they are shown. */
const shown = ({ expected, actual, same }: Cell): readonly [string, string] => {
  if (expected === undefined) return [NOTHING, clip(actual ?? MISSING, '')]
  if (actual === undefined) return [clip(expected, ''), MISSING]
  if (same) return [clip(expected, actual), clip(actual, expected)]
  if (isHiddenDifference(expected, actual)) {
    const [left, right] = [escaped(expected), escaped(actual)]
    return [clip(left, right), clip(right, left)]
  }
  const kinds = isAlike(expected, actual)
  const tell = (text: string, other: string): string =>
    kinds ? `${clip(text, other)} (${kindOf(text)})` : clip(text, other)
  return [tell(expected, actual), tell(actual, expected)]
}

/** Control characters and marks of direction would move the cursor or the text around them. */
const visible = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')

const pathText = (path: string): string => (path === '' ? '(value)' : path)

/** Rows of a table at the most; of longer ones those that differ are shown first. */
const ROWS_MAX = 60

const chosen = (cells: readonly Cell[]): readonly Cell[] => {
  if (cells.length <= ROWS_MAX) return cells
  const differing = cells.filter((cell) => !cell.same)
  return (differing.length === 0 ? cells : differing).slice(0, ROWS_MAX)
}

/** Cells in aligned columns; those that differ have a mark in front. */
export const cellTable = (all: readonly Cell[], palette: Palette): readonly string[] => {
  const cells = chosen(all)
  const more = all.length - cells.length
  const isUnexpected = cells.every((cell) => cell.expected === undefined)
  const head = isUnexpected ? ['column', 'value'] : ['column', 'expected', 'actual']
  const rows = cells.map((cell) => {
    const [expected, actual] = shown(cell)
    const texts = isUnexpected ? [pathText(cell.path), actual] : [pathText(cell.path), expected, actual]
    return { texts: texts.map(visible), isMarked: !cell.same && !isUnexpected }
  })
  const widths = head.map((text, c) =>
    Math.max(text.length, ...rows.map(({ texts }) => texts[c]?.length ?? 0)),
  )
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, c) => text.padEnd(c === texts.length - 1 ? 0 : (widths[c] ?? 0)))
      .join('  ')
      .trimEnd()
  return [
    `  ${palette.faint(line(head))}`,
    ...rows.map(({ texts, isMarked }) =>
      isMarked
        ? `${palette.severity('error', '>')} ${palette.severity('error', line(texts))}`
        : `  ${line(texts)}`,
    ),
    ...(more === 0 ? [] : [`  ${palette.faint(`… and ${String(more)} more`)}`]),
  ]
}
