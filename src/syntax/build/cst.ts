import type { CstElement, CstNode, IToken } from 'chevrotain'
import type { Span } from '../../diagnostic/span.ts'
import type { Name, TextLiteral } from '../ast/index.ts'

const isNode = (element: CstElement): element is CstNode => 'children' in element

/** All sub-trees under a label. */
export const nodes = (tree: CstNode, label: string): readonly CstNode[] =>
  (tree.children[label] ?? []).filter(isNode)

/** The first sub-tree under a label, where there is one. */
export const maybe = (tree: CstNode, label: string): CstNode | undefined => nodes(tree, label)[0]

/** The sub-tree under a label. A tree without errors has it. */
export const one = (tree: CstNode, label: string): CstNode => {
  const node = maybe(tree, label)
  if (node === undefined) throw new Error(`the grammar gives no ${label} in ${tree.name}`)
  return node
}

/** All tokens under a label. */
export const tokensOf = (tree: CstNode, label: string): readonly IToken[] =>
  (tree.children[label] ?? []).filter((element): element is IToken => !isNode(element))

export const has = (tree: CstNode, label: string): boolean => (tree.children[label]?.length ?? 0) > 0

/** The token under a label. A tree without errors has it. */
export const tokenOf = (tree: CstNode, label: string): IToken => {
  const token = tokensOf(tree, label)[0]
  if (token === undefined) throw new Error(`the grammar gives no ${label} in ${tree.name}`)
  return token
}

export const tokenSpan = (token: IToken): Span => ({
  start: token.startOffset,
  end: token.startOffset + token.image.length,
})

export const spanOf = (tree: CstNode): Span => ({
  start: tree.location?.startOffset ?? 0,
  end: (tree.location?.endOffset ?? -1) + 1,
})

/** The only token of a rule that is a choice of tokens. */
const onlyToken = (tree: CstNode): IToken => {
  for (const elements of Object.values(tree.children)) {
    const first = elements[0]
    if (first !== undefined && !isNode(first)) return first
  }
  throw new Error(`the grammar gives no token in ${tree.name}`)
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

export const buildName = (tree: CstNode): Name => nameOfToken(onlyToken(tree))

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

export const buildText = (tree: CstNode): TextLiteral => textOfToken(onlyToken(tree))

/** The text of the only token, in upper case: which word or mark it is. */
export const choiceOf = (tree: CstNode): string => onlyToken(tree).image.toUpperCase()
