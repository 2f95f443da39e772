import { isTree, type Tree } from '../../../grammar/tree.ts'
import { group, hardLine, indent, line, mustBreak, widthOf, type Layout } from './layout.ts'
import { WIDTH_MAX } from './print.ts'
import { clause, CLAUSE_COLUMN } from './query.ts'
import { partsOf, type Forms, type Part } from './tree.ts'

/** Longer names are not waited for by the options beside them. */
const NAME_WIDTH_MAX = 30

/** A target in its pieces: `name (options) WHEN condition`. */
interface Pieces {
  readonly name: Layout
  readonly options: Layout | undefined
  readonly when: Layout | undefined
}

const endpointOf = (target: Tree): Tree => {
  const [first] = partsOf(target)
  return first !== undefined && isTree(first.element) ? first.element : target
}

const piecesOf = (tree: Tree, forms: Forms): Pieces => {
  const [name, options] = partsOf(endpointOf(tree))
  const [, ...when] = partsOf(tree)
  return {
    name: name === undefined ? '' : forms.print(name),
    options: options === undefined ? undefined : forms.print(options),
    when: when.length === 0 ? undefined : forms.spaced(when),
  }
}

/** Do the name and options fit on one line? The others are broken, and stand in no column. */
const fitsLine = ({ name, options = '' }: Pieces): boolean =>
  !mustBreak([name, options]) && CLAUSE_COLUMN + widthOf(name) + 1 + widthOf(options) < WIDTH_MAX

const target = (pieces: Pieces, widest: number): Layout => {
  const { name, options, when } = pieces
  const isOneLine = fitsLine(pieces)
  const gap = isOneLine ? ' '.repeat(Math.max(0, widest - widthOf(name))) : ''
  const endpoint = options === undefined ? name : [name, gap, ' ', options]
  if (when === undefined) return endpoint
  return isOneLine ? group([endpoint, indent([line, when])]) : [endpoint, ' ', when]
}

/** Targets, each on its line, their options below each other. */
export const targets = (head: Part, parts: readonly Part[], forms: Forms): Layout => {
  const trees = parts.flatMap(({ element }) => (isTree(element) ? [element] : []))
  const pieces = trees.map((tree) => piecesOf(tree, forms))
  const widths = pieces
    .filter((one) => one.options !== undefined && fitsLine(one))
    .map(({ name }) => widthOf(name))
  const widest = Math.max(0, ...widths.filter((width) => width <= NAME_WIDTH_MAX))
  const elements: Layout[] = []
  let k = 0
  for (const part of parts) {
    const one = isTree(part.element) ? pieces[k++] : undefined
    if (one === undefined) elements.push(forms.print(part))
    else elements.push(k === 1 ? '' : hardLine, target(one, widest))
  }
  return clause(head, elements, forms)
}
