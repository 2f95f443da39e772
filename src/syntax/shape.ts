import type { IToken } from 'chevrotain'
import { isTree, type Tree } from '../../grammar/tree.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Expected, Node } from './ast/index.ts'
import { nodes, spanOf } from './build/tree.ts'
import { children, walk } from './visit.ts'

/** Deepest tree of a statement: what reads it later may go down by recursion. */
export const TREE_DEPTH_MAX = 400

/** Parts that stand in any order, each once, by the rule that lists them. */
const partLists: ReadonlySet<string> = new Set(['streamPart', 'tablePart', 'onClause', 'columnPart'])

/** The words that a part begins with, such as `ON INVALID`; those of its values do not count. */
const partName = (part: Tree): string => {
  const inner = nodes(part, 'eventTime')[0] ?? part
  const words = inner.labels.filter((label, k) => {
    const one = inner.parts[k]
    return one !== undefined && !isTree(one) && /^[A-Z]+$/.test(label)
  })
  return words.filter((word) => !['BY', 'DELAY', 'IDLE'].includes(word)).join(' ')
}

const reportTwice = (owner: Tree, document: SourceDocument, collector: Collector): boolean => {
  const seen = new Set<string>()
  let isFine = true
  for (const part of owner.parts) {
    if (!isTree(part) || !partLists.has(part.rule)) continue
    const name = partName(part)
    if (seen.has(name)) {
      collector.add('duplicate-clause', document, spanOf(part), { message: `${name} is given twice` })
      isFine = false
    }
    seen.add(name)
  }
  return isFine
}

/** What the grammar lets through but a statement cannot have: a part given twice. */
export const checkTree = (tree: Tree, document: SourceDocument, collector: Collector): boolean => {
  const [statement] = tree.parts
  if (statement === undefined || !isTree(statement)) return true
  const columns = nodes(statement, 'columns').flatMap((list) => nodes(list, 'column'))
  let isFine = true
  for (const owner of [statement, ...columns]) if (!reportTwice(owner, document, collector)) isFine = false
  return isFine
}

const kindOf = (node: Node): string | undefined =>
  'kind' in node && typeof node.kind === 'string' ? node.kind : undefined

/** `payload.*` is an item of SELECT, never part of an expression. */
const reportSpreads = (node: Node, document: SourceDocument, collector: Collector): boolean => {
  let isFine = true
  const isItem = kindOf(node) === 'expression'
  for (const child of children(node)) {
    if (kindOf(child) !== 'spread' || isItem) continue
    isFine = false
    collector.add('misplaced-spread', document, child.span, {
      message: 'this stands for several columns and cannot be part of an expression',
    })
  }
  return isFine
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const reportJson = (node: Expected, document: SourceDocument, collector: Collector): boolean => {
  if (node.kind !== 'value' || isJson(node.text)) return true
  collector.add('bad-expected-json', document, node.span, { message: `${node.text} is not JSON` })
  return false
}

/** Could there be anything to find? Most statements need not be walked through. */
export const hasShape = (tokens: readonly IToken[]): boolean =>
  tokens.length >= TREE_DEPTH_MAX / 2 ||
  tokens[0]?.image.toUpperCase() === 'TEST' ||
  tokens.some(({ image }, k) => image === '*' && tokens[k - 1]?.image === '.')

/** What the tree lets through but a statement cannot have: chains too long, a spread inside of an expression. */
export const checkShape = (root: Node, document: SourceDocument, collector: Collector): boolean => {
  let isFine = true
  let isDeep = false
  walk(root, (node, depth) => {
    if (depth > TREE_DEPTH_MAX) isDeep = true
    if (isDeep) return false
    if (!reportSpreads(node, document, collector)) isFine = false
    if (kindOf(node) === 'value' && !reportJson(node as Expected, document, collector)) isFine = false
    return true
  })
  if (!isDeep) return isFine
  collector.add('too-deep', document, root.span, {
    message: `a chain of operators here has more than ${String(TREE_DEPTH_MAX)} links`,
  })
  return false
}
