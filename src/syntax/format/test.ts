import { isTree } from '../../../grammar/tree.ts'
import { bracketList } from './expression.ts'
import { hardLine, indent, line, mustBreak, separated, widthOf, wideGroup, type Layout } from './layout.ts'
import { partsOf, type Form } from './tree.ts'

const test: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const head = parts.filter(({ label }) => label !== 'testStep')
  const steps = parts.filter(({ label }) => label === 'testStep')
  return [forms.spaced(head), indent(steps.map((step) => [hardLine, forms.print(step)]))]
}

/** Where JSON on a line of its own begins. */
const JSON_COLUMN = 4
/** Records read best on one line, so theirs may be longer than others. */
const JSON_WIDTH_MAX = 120

/** A word, places and JSON, which has its own line where it fits on one, and else begins on the line of the places. */
const withJson: Form = (tree, forms) => {
  const parts = partsOf(tree)
  const json = parts.at(-1)
  if (json?.label !== 'json') return forms.spaced(parts)
  const places = separated(forms.elements(parts.slice(0, -1)), ' ')
  const body = forms.print(json)
  const isOneLine = !mustBreak(body) && JSON_COLUMN + widthOf(body) < JSON_WIDTH_MAX
  if (!isOneLine) return [places, ' ', body]
  return wideGroup([places, indent([line, wideGroup(body, JSON_WIDTH_MAX)])], JSON_WIDTH_MAX)
}

/** The words of JSON are written in small letters, ours in capitals. */
const json: Form = (tree, forms) =>
  partsOf(tree).flatMap((part, k): Layout[] => {
    const gap = k === 0 ? '' : ' '
    if (isTree(part.element)) return [gap, forms.print(part)]
    const { image } = part.element
    if (part.label === 'DoubleQuoted') return [gap, forms.comments.print(part.element, image)]
    const isOurs = part.label === 'ANY' || part.label === 'CONTAINING'
    return [gap, forms.comments.print(part.element, isOurs ? part.label : image.toLowerCase())]
  })

const jsonNumber: Form = (tree, forms) =>
  partsOf(tree).flatMap((part) =>
    part.label === 'Tilde' ? [' ', forms.print(part), ' '] : [forms.print(part)],
  )

const jsonMember: Form = (tree, forms) => {
  const [name, colon, value] = partsOf(tree)
  if (name === undefined || colon === undefined || value === undefined) return ''
  return [forms.print(name), forms.print(colon), ' ', forms.print(value)]
}

export const testForms: Readonly<Record<string, Form>> = {
  test,
  testStep: withJson,
  expectation: withJson,
  json,
  jsonNumber,
  jsonMember,
  jsonArray: bracketList,
  jsonObject: bracketList,
}
