import type { CstNode } from 'chevrotain'
import {
  bracketed,
  group,
  hardLine,
  indent,
  line,
  mustBreak,
  separated,
  widthOf,
  type Layout,
} from './layout.ts'
import { targets } from './query.ts'
import { firstToken, isNode, partsOf, type Form, type Forms, type Part } from './tree.ts'

/** Parts of statements that may come in any order, in ours. */
const order = [
  'FORMAT',
  'SCHEMA',
  'KEY',
  'eventTime',
  'DURABILITY',
  'INVALID',
  'AHEAD',
  'REFRESH',
  'MAX',
  'WAIT',
  'ERROR',
  'LATE',
  'FROM',
  'NOT',
  'PRIMARY',
  'DEFAULT',
]

const rank = ({ element }: Part): number => {
  if (!isNode(element)) return -1
  const [first, second] = partsOf(element)
  const label = first?.label === 'ON' ? second?.label : first?.label
  return order.indexOf(label ?? '')
}

const sorted = (parts: readonly Part[]): readonly Part[] => [...parts].sort((a, b) => rank(a) - rank(b))

/** Up to so many columns may stand on the line of the statement. */
const INLINE_COLUMNS_MAX = 3
/** Longer names and types are not waited for by the columns beside them. */
const ALIGNED_WIDTH_MAX = 30

interface ColumnPieces {
  readonly before: readonly Layout[]
  readonly name: Layout
  readonly type: Layout
  readonly rest: Layout
  readonly comma: Layout
}

const columnPieces = (tree: CstNode, comma: Part | undefined, forms: Forms): ColumnPieces => {
  const token = firstToken(tree)
  const before = token === undefined ? [] : forms.comments.takeBefore(token)
  const [name, type, ...parts] = partsOf(tree)
  return {
    before,
    name: name === undefined ? '' : forms.print(name),
    type: type === undefined ? '' : forms.print(type),
    rest: parts.length === 0 ? '' : forms.spaced(sorted(parts)),
    comma: comma === undefined ? '' : forms.print(comma),
  }
}

const widest = (layouts: readonly Layout[]): number =>
  Math.max(0, ...layouts.map(widthOf).filter((width) => width <= ALIGNED_WIDTH_MAX))

const padded = (layout: Layout, width: number): Layout => [
  layout,
  ' '.repeat(Math.max(0, width - widthOf(layout))),
]

const aligned = (columns: readonly ColumnPieces[]): readonly Layout[] => {
  const names = widest(columns.map(({ name }) => name))
  const types = widest(columns.filter(({ rest }) => rest !== '').map(({ type }) => type))
  return columns.map(({ before, name, type, rest, comma }) => [
    ...before,
    padded(name, names),
    ' ',
    rest === '' ? type : [padded(type, types), ' ', rest],
    comma,
  ])
}

const columns: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const [open, close] = [parts[0], parts.at(-1)]
  if (open === undefined || close === undefined) return ''
  const inside = parts.slice(1, -1)
  const pieces = inside.flatMap(({ element }, k) =>
    isNode(element) ? [columnPieces(element, inside[k + 1], forms)] : [],
  )
  const simple = pieces.map(({ before, name, type, rest, comma }) => [
    ...before,
    name,
    ' ',
    type,
    rest === '' ? '' : ' ',
    rest,
    comma,
  ])
  if (pieces.length <= INLINE_COLUMNS_MAX && !simple.some(mustBreak))
    return bracketed(forms.print(open), simple, forms.print(close))
  const lines = separated(aligned(pieces), hardLine)
  return [forms.print(open), indent([hardLine, lines]), hardLine, forms.print(close)]
}

/** The parts up to FROM on one line, then FROM and the parts behind it. */
const declaration =
  (separator: Layout): Form =>
  (tree, forms) => {
    const parts = partsOf(tree)
    const at = parts.findIndex(({ label }) => label === 'FROM')
    const behind = parts.slice(at + 2).length === 0 ? [] : sorted(parts.slice(at + 2))
    const tail = behind.map((part) => [separator, forms.print(part)])
    return [
      forms.spaced(parts.slice(0, at)),
      hardLine,
      group([forms.spaced(parts.slice(at, at + 2)), separator === line ? indent(tail) : tail]),
    ]
  }

const rule: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const at = parts.findIndex(({ label }) => label === 'query')
  const into = parts.findIndex(({ label }) => label === 'INTO')
  const on = parts.filter(({ label }) => label === 'onClause')
  const [head, query] = [parts.slice(0, at), parts[at]]
  if (query === undefined) return ''
  const intoPart = parts[into]
  const lines = [forms.spaced(head), forms.print(query)]
  if (intoPart !== undefined)
    lines.push(
      targets(
        intoPart,
        parts.slice(into + 1).filter(({ label }) => label !== 'onClause'),
        forms,
      ),
    )
  lines.push(...sorted(on).map((part) => forms.print(part)))
  return separated(lines, hardLine)
}

export const statementForms: Readonly<Record<string, Form>> = {
  columns,
  stream: declaration(hardLine),
  table: declaration(line),
  rule,
}
