import type { Tree } from '../../../grammar/tree.ts'
import type { Doc, Expected, Place, TestStatement, TestStep } from '../ast/index.ts'
import {
  buildName,
  buildText,
  has,
  maybe,
  nodes,
  one,
  spanOf,
  textOfToken,
  tokenSpan,
  tokenOf,
  tokensOf,
} from './tree.ts'
import { buildExpression } from './expression.ts'
import { buildOptions, optional } from './query.ts'

/** The text of a JSON string; one that is written with SQL's doubled quotes is none, and is kept as it is. */
const jsonName = (image: string): string => {
  try {
    return JSON.parse(image) as string
  } catch {
    return image.slice(1, -1)
  }
}

const buildExpected = (tree: Tree): Expected => {
  const span = spanOf(tree)
  const array = maybe(tree, 'jsonArray')
  if (array !== undefined) return { kind: 'array', elements: nodes(array, 'json').map(buildExpected), span }
  const object = maybe(tree, 'jsonObject')
  if (object !== undefined) {
    const members = nodes(object, 'jsonMember').map((member) => {
      const name = tokenOf(member, 'DoubleQuoted')
      return {
        name: jsonName(name.image),
        value: buildExpected(one(member, 'json')),
        span: tokenSpan(name),
      }
    })
    return { kind: 'object', partial: has(tree, 'CONTAINING'), members, span }
  }
  const number = maybe(tree, 'jsonNumber')
  if (number !== undefined) {
    const text = `${has(number, 'Minus') ? '-' : ''}${tokenOf(number, 'Number').image}`
    const tolerance = tokensOf(number, 'tolerance')[0]?.image
    return tolerance === undefined ? { kind: 'value', text, span } : { kind: 'near', text, tolerance, span }
  }
  if (has(tree, 'ANY')) return { kind: 'any', span }
  if (has(tree, 'DoubleQuoted')) return { kind: 'value', text: tokenOf(tree, 'DoubleQuoted').image, span }
  const word = (['TRUE', 'FALSE'] as const).find((name) => has(tree, name)) ?? 'NULL'
  return { kind: 'value', text: word.toLowerCase(), span }
}

const buildPlace = (tree: Tree): Place => {
  const span = spanOf(tree)
  const text = tokensOf(tree, 'Text')[0]
  const topic = text === undefined ? undefined : textOfToken(text)
  const name = maybe(tree, 'name')
  if (name === undefined) {
    const quoted = { text: topic?.value ?? '', quoted: 'double', span } as const
    return { name: quoted, origin: 'topic', table: false, topic, options: [], span }
  }
  return {
    name: buildName(name),
    origin: 'name',
    table: has(tree, 'TABLE'),
    topic,
    options: optional(tree, 'options', buildOptions) ?? [],
    span,
  }
}

const buildExpectation = (tree: Tree, span: TestStep['span']): TestStep => {
  if (has(tree, 'NOTHING')) return { kind: 'expect-nothing', orElse: has(tree, 'ELSE'), span }
  const outcome = maybe(tree, 'outcome')
  if (outcome !== undefined) {
    const name = has(outcome, 'LATE') ? 'late' : has(outcome, 'ERROR') ? 'error' : 'dead-letter'
    const count = tokensOf(tree, 'Number')[0]
    const slug = maybe(tree, 'text')
    return {
      kind: 'expect-outcome',
      outcome: name,
      slug: slug === undefined ? undefined : buildText(slug),
      count: count === undefined ? undefined : Number(count.image),
      span,
    }
  }
  return {
    kind: 'expect',
    places: nodes(tree, 'place').map(buildPlace),
    value: buildExpected(one(tree, 'json')),
    span,
  }
}

const buildStep = (tree: Tree): TestStep => {
  const span = spanOf(tree)
  if (has(tree, 'AT')) return { kind: 'at', time: buildText(one(tree, 'text')), span }
  if (has(tree, 'ADVANCE'))
    return { kind: 'advance', duration: buildExpression(one(tree, 'expression')), span }
  if (has(tree, 'EXPECT')) return buildExpectation(one(tree, 'expectation'), span)
  const value = maybe(tree, 'json')
  return {
    kind: 'given',
    place: buildPlace(one(tree, 'place')),
    value: value === undefined ? undefined : buildExpected(value),
    span,
  }
}

export const buildTest = (tree: Tree, doc: Doc | undefined): TestStatement => ({
  kind: 'test',
  doc,
  title: buildText(one(tree, 'text')),
  rule: buildName(one(tree, 'name')),
  steps: nodes(tree, 'testStep').map(buildStep),
  span: spanOf(tree),
})
