import { isTree, type Tree } from '../../../grammar/tree.ts'
import { bracketed, hardLine, indent, mustBreak, separated, widthOf, type Layout } from './layout.ts'
import { sorted } from './order.ts'
import { WIDTH_MAX } from './print.ts'
import { firstToken, partsOf, type Form, type Forms, type Part } from './tree.ts'

/** Up to so many columns may stand on the line of the statement. */
const INLINE_COLUMNS_MAX = 3
/** Longer names and types are not waited for by the columns beside them. */
const ALIGNED_WIDTH_MAX = 22
/** Columns are set in by so much. */
const COLUMN_INDENT = 2
/** What a line holds besides names, types and the rest: two blanks and a comma. */
const BETWEEN = 3

interface Pieces {
  readonly before: readonly Layout[]
  readonly name: Layout
  readonly type: Layout
  /** FROM, NOT NULL and so on. */
  readonly rest: readonly Layout[]
  readonly comma: Layout
}

const piecesOf = (tree: Tree, comma: Part | undefined, forms: Forms): Pieces => {
  const token = firstToken(tree)
  const before = token === undefined ? [] : forms.comments.takeBefore(token)
  const [name, type, ...parts] = partsOf(tree)
  return {
    before,
    name: name === undefined ? '' : forms.print(name),
    type: type === undefined ? '' : forms.print(type),
    rest: sorted(parts).map((part) => forms.print(part)),
    comma: comma === undefined ? '' : forms.print(comma),
  }
}

const widest = (layouts: readonly Layout[]): number =>
  Math.max(0, ...layouts.map(widthOf).filter((width) => width <= ALIGNED_WIDTH_MAX))

const padded = (layout: Layout, width: number): Layout => [
  layout,
  ' '.repeat(Math.max(0, width - widthOf(layout))),
]

/** Names, types and the rest below each other; a rest too long for that has a line for each of its parts. */
const aligned = (columns: readonly Pieces[]): readonly Layout[] => {
  const names = widest(columns.map(({ name }) => name))
  const types = widest(columns.filter(({ rest }) => rest.length > 0).map(({ type }) => type))
  const body = ({ name, type, rest }: Pieces): Layout => {
    if (rest.length === 0) return type
    const taken = Math.max(names, widthOf(name)) + Math.max(types, widthOf(type))
    const left = WIDTH_MAX - COLUMN_INDENT - taken - BETWEEN
    const line = separated(rest, ' ')
    return widthOf(line) <= left
      ? [padded(type, types), ' ', line]
      : [type, indent(rest.map((part) => [hardLine, part]))]
  }
  return columns.map((one) => [...one.before, padded(one.name, names), ' ', body(one), one.comma])
}

const simple = ({ before, name, type, rest, comma }: Pieces): Layout => [
  ...before,
  separated([name, type, ...rest], ' '),
  comma,
]

/** `(name TYPE …, …)`, a few short columns on one line, others each on its own. */
export const columns: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const [open, close] = [parts[0], parts.at(-1)]
  if (open === undefined || close === undefined) return ''
  const inside = parts.slice(1, -1)
  const pieces = inside.flatMap(({ element }, k) =>
    isTree(element) ? [piecesOf(element, inside[k + 1], forms)] : [],
  )
  const onOne = bracketed(forms.print(open), pieces.map(simple), forms.print(close))
  const fitsOne = widthOf(onOne) <= WIDTH_MAX - HEAD_WIDTH && !mustBreak(onOne)
  if (pieces.length <= INLINE_COLUMNS_MAX && fitsOne) return onOne
  const lines = separated(aligned(pieces), hardLine)
  return [forms.print(open), indent([hardLine, lines]), hardLine, forms.print(close)]
}

/** Room for the statement's head before columns that stand on its line. */
const HEAD_WIDTH = 30
