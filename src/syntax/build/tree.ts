import type { IToken } from 'chevrotain'
import { isTree, type Tree } from '../../../grammar/tree.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Name, TextLiteral } from '../ast/index.ts'

/** All sub-trees under a label. */
export const nodes = (tree: Tree, label: string): readonly Tree[] => {
  const found: Tree[] = []
  for (let k = 0; k < tree.labels.length; k++) {
    const part = tree.parts[k]
    if (tree.labels[k] === label && part !== undefined && isTree(part)) found.push(part)
  }
  return found
}

/** The first sub-tree under a label, where there is one. */
export const maybe = (tree: Tree, label: string): Tree | undefined => {
  const part = tree.parts[tree.labels.indexOf(label)]
  return part !== undefined && isTree(part) ? part : undefined
}

/** The sub-tree under a label. A tree without errors has it. */
export const one = (tree: Tree, label: string): Tree => {
  const part = maybe(tree, label)
  if (part === undefined) throw new Error(`the grammar gives no ${label} in ${tree.rule}`)
  return part
}

/** All tokens under a label. */
export const tokensOf = (tree: Tree, label: string): readonly IToken[] => {
  const found: IToken[] = []
  for (let k = 0; k < tree.labels.length; k++) {
    const part = tree.parts[k]
    if (tree.labels[k] === label && part !== undefined && !isTree(part)) found.push(part)
  }
  return found
}

export const has = (tree: Tree, label: string): boolean => tree.labels.includes(label)

/** The token under a label. A tree without errors has it. */
export const tokenOf = (tree: Tree, label: string): IToken => {
  const part = tree.parts[tree.labels.indexOf(label)]
  if (part === undefined || isTree(part)) throw new Error(`the grammar gives no ${label} in ${tree.rule}`)
  return part
}

export const tokenSpan = (token: IToken): Span => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
})

export const spanOf = (tree: Tree): Span => ({ start: tree.start, end: tree.end })

/** The only token of a rule that is a choice of tokens. */
const onlyToken = (tree: Tree): IToken => {
  const only = tree.parts[0]
  if (only === undefined || isTree(only)) throw new Error(`the grammar gives no token in ${tree.rule}`)
  return only
}

/** A word or quoted name; in double quotes a quote is doubled or escaped as in JSON. */
export const nameOfToken = (token: IToken): Name => {
  const { image } = token
  const span = tokenSpan(token)
  if (image.startsWith('`')) return { text: image.slice(1, -1), quoted: 'backtick', span }
  if (!image.startsWith('"')) return { text: image, quoted: 'none', span }
  return {
    text: image.slice(1, -1).replace(/""|\\(.)/g, (_, c: string | undefined) => c ?? '"'),
    quoted: 'double',
    span,
  }
}

export const buildName = (tree: Tree): Name => nameOfToken(onlyToken(tree))

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '0': '\0' }

const unescape = (text: string): string =>
  text.replace(
    /''|\\u([0-9a-fA-F]{4})|\\([^])/g,
    (all, hex: string | undefined, character: string | undefined) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
      return character === undefined ? all.slice(1) : (escapes[character] ?? character)
    },
  )

/** The value of `'…'` (a quote inside is doubled) or `e'…\n'`. */
export const textOfToken = (token: IToken): TextLiteral => {
  const { image } = token
  const value = image.startsWith("'")
    ? image.slice(1, -1).replaceAll("''", "'")
    : unescape(image.slice(2, -1))
  return { kind: 'text', value, span: tokenSpan(token) }
}

export const buildText = (tree: Tree): TextLiteral => textOfToken(onlyToken(tree))

/** The text of the only token, in upper case: which word or mark it is. */
export const choiceOf = (tree: Tree): string => onlyToken(tree).image.toUpperCase()
