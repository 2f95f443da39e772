import { isTree } from '../../../grammar/tree.ts'
import { brackets, bracketList, commaList, tight } from './expression.ts'
import { bracketed, group, hardLine, indent, line, separated, type Layout } from './layout.ts'
import { partsOf, type Form, type Forms, type Part } from './tree.ts'

/** What stands behind the head of a clause begins in this column, so that the heads read as a column. */
export const CLAUSE_COLUMN = 7

/** The head of a clause with what belongs to it. */
export const clause = (head: Part, body: Layout, forms: Forms): Layout => {
  const layout = forms.print(head)
  const gap = ' '.repeat(Math.max(1, CLAUSE_COLUMN - head.label.length))
  return [layout, gap, indent(body, CLAUSE_COLUMN)]
}

/** A clause whose parts stand side by side, and that may break before some words. */
const wordClause =
  (...breaks: readonly string[]): Form =>
  (tree, forms) => {
    const [head, ...parts] = partsOf(tree)
    if (head === undefined) return ''
    const body = parts.map((part, k) => [
      k === 0 ? '' : breaks.includes(part.label) ? line : ' ',
      forms.print(part),
    ])
    return clause(head, group(body), forms)
  }

const query: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const lines: Layout[] = []
  for (let k = 0; k < parts.length; k++) {
    const [part, body] = [parts[k], parts[k + 1]]
    if (part === undefined) continue
    if (isTree(part.element) || body === undefined) lines.push(forms.print(part))
    else {
      lines.push(clause(part, forms.print(body), forms))
      k++
    }
  }
  return separated(lines, hardLine)
}

/** `FOREACH … AS …`, `DO …` and `INCASE …`, each on its line. */
const foreach: Form = (tree, forms) => {
  const lines: Part[][] = []
  for (const part of partsOf(tree)) {
    const last = lines.at(-1)
    if (last === undefined || part.label === 'DO' || part.label === 'INCASE') lines.push([part])
    else last.push(part)
  }
  const layouts = lines.map(([head, ...body]) =>
    head === undefined ? '' : clause(head, forms.spaced(body), forms),
  )
  return separated(layouts, hardLine)
}

const from: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const sources = parts.filter(({ label }) => label !== 'join')
  // Joins begin their lines like clauses, not below the source.
  const joins = parts
    .filter(({ label }) => label === 'join')
    .map((part) => indent([hardLine, forms.print(part)], -CLAUSE_COLUMN))
  return [group(separated(forms.elements(sources), line)), joins]
}

/** `LEFT JOIN b ON … WITHIN …` */
const join: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const on = parts.findIndex(({ label }) => label === 'ON')
  const [word, condition, ...within] = parts.slice(on)
  if (word === undefined || condition === undefined) return ''
  const tail = within.length === 0 ? [] : [line, forms.spaced(within)]
  const conditions = [forms.print(word), ' ', indent(forms.print(condition), ON_COLUMN)]
  return group([forms.spaced(parts.slice(0, on)), indent([line, conditions, tail])])
}

/** Conditions stand in the column behind `ON `. */
const ON_COLUMN = 3

const wordAndBrackets: Form = (tree, forms) => {
  const [word, ...rest] = partsOf(tree)
  return word === undefined ? '' : [forms.print(word), ' ', brackets(rest, forms)]
}

const sequence: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const end = parts.findIndex(({ label }) => label === 'RightParen')
  const [word, open, close] = [parts[0], parts[1], parts[end]]
  if (word === undefined || open === undefined || close === undefined) return ''
  const steps = bracketed(forms.print(open), forms.elements(parts.slice(2, end)), forms.print(close))
  return [forms.print(word), ' ', steps, ' ', forms.spaced(parts.slice(end + 1))]
}

/** `NOT closed{3} FROM door WHERE …` */
const sequenceStep: Form = (tree, forms) => {
  const tightLabels = ['Plus', 'LeftBrace', 'Number', 'RightBrace']
  return partsOf(tree).flatMap((part, k) => [
    k === 0 || tightLabels.includes(part.label) ? '' : ' ',
    forms.print(part),
  ])
}

export const queryForms: Readonly<Record<string, Form>> = {
  query,
  foreach,
  from,
  join,
  whereClause: wordClause('HELD'),
  groupClause: wordClause('GRACE'),
  havingClause: wordClause(),
  dedupClause: wordClause('WITHIN'),
  emitClause: wordClause(),
  stateClause: wordClause(),
  options: bracketList,
  exceptList: wordAndBrackets,
  replaceList: wordAndBrackets,
  outputPath: tight,
  outputStep: tight,
  sequence,
  sequenceStep,
  exprs: commaList,
}
