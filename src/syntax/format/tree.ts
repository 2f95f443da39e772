import type { IToken } from 'chevrotain'
import { isTree, type Tree } from '../../../grammar/tree.ts'
import type { Comments } from './comments.ts'
import type { Layout } from './layout.ts'

/** A part of a tree under the label that the grammar gives it. */
export interface Part {
  readonly label: string
  readonly element: Tree | IToken
}

/** The parts of a tree in the order in which they are written. */
export const partsOf = ({ labels, parts }: Tree): readonly Part[] =>
  parts.map((element, k) => ({ label: labels[k] ?? '', element }))

/** The first token of a tree. */
export const firstToken = (tree: Tree): IToken | undefined => {
  const [first] = tree.parts
  return first === undefined || !isTree(first) ? first : firstToken(first)
}

/** Labels under which the user's own words stand. */
const names = new Set(['Name', 'Word', 'Bare', 'parameter', 'named'])

/** The one way to write a token: keywords in capitals but for true and false, which JSON has too. */
const spelling = (label: string, { image }: IToken): string => {
  if (names.has(label) || !/^[A-Za-z]+$/.test(image)) return image === '!=' ? '<>' : image
  return /^(TRUE|FALSE)$/i.test(image) ? image.toLowerCase() : image.toUpperCase()
}

/** Prints one kind of tree. */
export type Form = (tree: Tree, form: Forms) => Layout

/** What the forms of all kinds of tree share. */
export class Forms {
  readonly comments: Comments
  private readonly byRule: Readonly<Record<string, Form>>

  constructor(byRule: Readonly<Record<string, Form>>, comments: Comments) {
    this.byRule = byRule
    this.comments = comments
  }

  /** Prints a part by the form of its rule; without one, its parts stand side by side with blanks between them. */
  print({ label, element }: Part): Layout {
    if (!isTree(element)) return this.comments.print(element, spelling(label, element))
    const form = Object.hasOwn(this.byRule, element.rule) ? this.byRule[element.rule] : undefined
    return form === undefined ? this.spaced(partsOf(element)) : form(element, this)
  }

  tree(tree: Tree): Layout {
    return this.print({ label: tree.rule, element: tree })
  }

  spaced(parts: readonly Part[]): Layout {
    return parts.flatMap((part, k) => (k === 0 ? [this.print(part)] : [' ', this.print(part)]))
  }

  joined(parts: readonly Part[]): Layout {
    return parts.map((part) => this.print(part))
  }

  /** Elements with the comma behind each but the last, without the space between them. */
  elements(parts: readonly Part[]): readonly Layout[] {
    const elements: Layout[][] = []
    for (const part of parts) {
      const last = elements.at(-1)
      if (part.label === 'Comma' && last !== undefined) last.push(this.print(part))
      else elements.push([this.print(part)])
    }
    return elements
  }
}
