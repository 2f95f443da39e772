import { isTree } from '../../../grammar/tree.ts'
import { typeWords } from '../../../grammar/tokens.ts'
import { bracketed, group, indent, line, separated, type Layout } from './layout.ts'
import { firstToken, partsOf, type Form, type Forms, type Part } from './tree.ts'

const splitAt = (parts: readonly Part[], label: string): [readonly Part[], readonly Part[]] => {
  const at = parts.findIndex((part) => part.label === label)
  return at < 0 ? [parts, []] : [parts.slice(0, at), parts.slice(at)]
}

/** Operands with the operator before each but the first; they break together, before the operators. */
const chain =
  (by: number): Form =>
  (tree, forms) => {
    const parts = partsOf(tree)
    const [first] = parts
    if (first === undefined) return ''
    if (parts.length === 1) return forms.print(first)
    const rest: Layout[] = []
    for (let k = 1; k < parts.length; k += 2) rest.push(line, forms.spaced(parts.slice(k, k + 2)))
    return group([forms.print(first), indent(rest, by)])
  }

/** Elements between the first bracket of these parts and the last. */
export const brackets = (parts: readonly Part[], forms: Forms): Layout => {
  const [open, close] = [parts[0], parts.at(-1)]
  if (open === undefined || close === undefined) return ''
  return bracketed(forms.print(open), forms.elements(parts.slice(1, -1)), forms.print(close))
}

export const bracketList: Form = (tree, forms) => brackets(partsOf(tree), forms)

export const commaList: Form = (tree, forms) => group(separated(forms.elements(partsOf(tree)), line))

const primary: Form = (tree, forms) => {
  const parts = partsOf(tree)
  if (parts[0]?.label !== 'LeftParen') return forms.joined(parts)
  return [brackets(parts.slice(0, 3), forms), forms.joined(parts.slice(3))]
}

/** Parts side by side, without blanks. */
export const tight: Form = (tree, forms) => forms.joined(partsOf(tree))

/** `name(…) FILTER (…) OVER (…)` */
const call: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const end = parts.findIndex(({ label }) => label === 'RightParen') + 1
  const inside = parts.slice(2, end - 1)
  const [name, open, close] = [parts[0], parts[1], parts[end - 1]]
  if (name === undefined || open === undefined || close === undefined) return forms.joined(parts)
  const [head, ...rest] = inside
  const elements =
    head?.label === 'DISTINCT' && rest.length > 0
      ? distinctFirst(forms.print(head), forms.elements(rest))
      : forms.elements(inside)
  const tail = parts.slice(end).map((part) => [' ', forms.print(part)])
  return [forms.print(name), bracketed(forms.print(open), elements, forms.print(close)), tail]
}

const distinctFirst = (head: Layout, [first, ...rest]: readonly Layout[]): readonly Layout[] => [
  [head, ' ', first ?? ''],
  ...rest,
]

/** `FILTER (WHERE …)`, `OVER (PARTITION BY … WHEN …)` */
const clauseInBrackets: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const [word, open, close] = [parts[0], parts[1], parts.at(-1)]
  if (word === undefined || open === undefined || close === undefined) return forms.joined(parts)
  const [first, second] = splitAt(parts.slice(2, -1), 'WHEN')
  const inside = [first, second].filter((piece) => piece.length > 0).map((piece) => forms.spaced(piece))
  return [forms.print(word), ' ', bracketed(forms.print(open), inside, forms.print(close))]
}

/** `(a, b) -> …`, `x -> …`, `name => …`, `expr AS type` */
const argument: Form = (tree, forms) => {
  const [head, tail] = splitAt(partsOf(tree), 'Arrow')
  if (tail.length === 0) return forms.spaced(head)
  const parameters = head.length === 1 ? forms.joined(head) : lambdaParameters(head, forms)
  return [parameters, ' ', forms.spaced(tail)]
}

const lambdaParameters = (parts: readonly Part[], forms: Forms): Layout => [
  forms.joined(parts.slice(0, 1)),
  separated(forms.elements(parts.slice(1, -1)), ' '),
  forms.joined(parts.slice(-1)),
]

/** `WHEN … THEN …`; behind a condition of several lines THEN has a line of its own. */
const caseBranch: Form = (tree, forms) => {
  const [head, tail] = splitAt(partsOf(tree), 'THEN')
  const [word, condition] = head
  if (word === undefined || condition === undefined) return ''
  const when = [forms.print(word), ' ', indent(forms.print(condition), WHEN_COLUMN)]
  return group([when, indent([line, forms.spaced(tail)])])
}

/** Conditions stand in the column behind `WHEN `. */
const WHEN_COLUMN = 5

const caseForm: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const [word, end] = [parts[0], parts.at(-1)]
  if (word === undefined || end === undefined) return ''
  const [head, otherwise] = splitAt(parts.slice(1, -1), 'ELSE')
  const operand = head.filter(({ label }) => label === 'operand').map((part) => [' ', forms.print(part)])
  const branches = head.filter(({ label }) => label === 'caseBranch').map((part) => [line, forms.print(part)])
  const tail = otherwise.length === 0 ? [] : [line, forms.spaced(otherwise)]
  return group([forms.print(word), operand, indent([branches, tail]), line, forms.print(end)])
}

/** `expr AS name`; a condition over several lines is set in, so that it reads as one column. */
const item: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const [first] = parts
  const isCondition =
    first !== undefined && isTree(first.element) && /^(expression|conjunction)$/.test(first.element.rule)
  return isCondition ? indent(forms.spaced(parts)) : forms.spaced(parts)
}

/** `DECIMAL(10, 2)`, `ARRAY<STRING>`, `TIMESTAMP EPOCH SECONDS` */
const type: Form = (tree, forms) =>
  partsOf(tree).flatMap((part, k) => {
    const isTight = k === 0 || /^(Less|Greater|LeftParen|RightParen|Comma|type|Number)$/.test(part.label)
    const isBehindComma = partsOf(tree)[k - 1]?.label === 'Comma'
    return [
      isTight && !isBehindComma ? '' : ' ',
      part.label === 'name' ? typeName(part, forms) : forms.print(part),
    ]
  })

/** Names of types are written in capitals, as the words of the language are. */
const typeName = (part: Part, forms: Forms): Layout => {
  const token = isTree(part.element) ? firstToken(part.element) : part.element
  if (token === undefined) return ''
  const word = token.image.toUpperCase()
  return forms.comments.print(token, typeWords.has(word) ? word : token.image)
}

const inTest: Form = (tree, forms) => {
  const [word, ...rest] = partsOf(tree)
  if (word === undefined) return ''
  const list = rest.length === 3 ? rest[1] : undefined
  if (list === undefined || !isTree(list.element)) return [forms.print(word), ' ', forms.joined(rest)]
  const [open, , close] = rest
  if (open === undefined || close === undefined) return ''
  const elements = forms.elements(partsOf(list.element))
  return [forms.print(word), ' ', bracketed(forms.print(open), elements, forms.print(close))]
}

const objectMember: Form = (tree, forms) => {
  const [name, colon, value] = partsOf(tree)
  if (name === undefined || colon === undefined || value === undefined) return ''
  return [forms.print(name), forms.print(colon), ' ', forms.print(value)]
}

/** `IS NOT TRUE`: after IS, true and false are words like the others. */
const isTest: Form = (tree, forms) =>
  partsOf(tree).flatMap((part, k) => [
    k === 0 ? '' : ' ',
    isTree(part.element) ? forms.print(part) : forms.comments.print(part.element, part.label),
  ])

export const expressionForms: Readonly<Record<string, Form>> = {
  expression: chain(0),
  conjunction: chain(0),
  concatenation: chain(2),
  sum: chain(2),
  product: chain(2),
  unary: tight,
  primary,
  access: tight,
  call,
  filterClause: clauseInBrackets,
  overClause: clauseInBrackets,
  argument,
  caseForm,
  caseBranch,
  item,
  type,
  inTest,
  arrayLiteral: bracketList,
  objectLiteral: bracketList,
  objectMember,
  expressions: commaList,
  keys: commaList,
  items: commaList,
  isTest,
}
