import type { Expected } from '../../syntax/ast/index.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { distinct } from '../../types/compare.ts'
import { jsonText } from '../../types/json/write.ts'
import { treeText, type JsonTree } from './json-tree.ts'

/** A value that was expected beside the one that came, by its path in the row. */
export interface Cell {
  readonly path: string
  /** undefined where the row has more than was expected. */
  readonly expected: string | undefined
  /** undefined where the row has less. */
  readonly actual: string | undefined
  readonly same: boolean
}

const decimal = (text: string): Decimal | undefined => {
  try {
    return Decimal.parse(text)
  } catch {
    return undefined
  }
}

const isNumberText = (text: string): boolean => /^-?\d/.test(text)
const isWhole = (text: string): boolean => !/[.eE]/.test(text)

/**
 * Numbers are equal by exact value. 1 and 1.0 are two kinds of number for whoever reads the row, and so here, unless
 * the column's type says that both are the same: DOUBLE and DECIMAL.
 */
const sameNumber = (expected: string, actual: string, type: Type | undefined): boolean => {
  if (!isNumberText(expected) || !isNumberText(actual)) return false
  const isFraction = type?.kind === 'DOUBLE' || type?.kind === 'DECIMAL'
  if (!isFraction && isWhole(expected) !== isWhole(actual)) return false
  const left = decimal(expected)
  const right = decimal(actual)
  return left === undefined || right === undefined ? expected === actual : left.compare(right) === 0
}

/** Texts may be written with other escapes. */
const sameText = (expected: string, actual: string): boolean =>
  expected.startsWith('"') && actual.startsWith('"') && JSON.parse(expected) === JSON.parse(actual)

const sameScalar = (expected: string, actual: string, type: Type | undefined): boolean =>
  expected === actual || sameText(expected, actual) || sameNumber(expected, actual, type)

/** Within the tolerance, ends included. */
const isNear = (expected: string, tolerance: string, actual: string): boolean => {
  const [wanted, width, found] = [expected, tolerance, actual].map(decimal)
  if (wanted === undefined || width === undefined || found === undefined || !isNumberText(actual))
    return false
  try {
    return found.compare(wanted.subtract(width)) >= 0 && found.compare(wanted.add(width)) <= 0
  } catch {
    return false
  }
}

/** What is expected, as it is written in a TEST. */
export const expectedText = (expected: Expected): string => {
  switch (expected.kind) {
    case 'any':
      return 'ANY'
    case 'value':
      return expected.text
    case 'near':
      return `${expected.text} ~ ${expected.tolerance}`
    case 'array':
      return `[${expected.elements.map(expectedText).join(', ')}]`
    case 'object': {
      const members = expected.members.map(
        ({ name, value }) => `${JSON.stringify(name)}: ${expectedText(value)}`,
      )
      return `${expected.partial ? 'CONTAINING ' : ''}{${members.join(', ')}}`
    }
  }
}

const PLAIN_NAME = /^[A-Za-z_]\w*$/

const below = (path: string, step: string | number): string => {
  if (typeof step === 'number') return `${path}[${String(step)}]`
  const name = PLAIN_NAME.test(step) ? step : JSON.stringify(step)
  return path === '' ? name : `${path}.${name}`
}

const fieldType = (type: Type | undefined, name: string): Type | undefined =>
  type?.fields?.find((field) => field.name === name)?.type

type ExpectedObject = Extract<Expected, { kind: 'object' }>
type ExpectedArray = Extract<Expected, { kind: 'array' }>
type ObjectTree = Extract<JsonTree, { kind: 'object' }>
type ArrayTree = Extract<JsonTree, { kind: 'array' }>

const cellOf = (
  path: string,
  expected: Expected | undefined,
  actual: JsonTree | undefined,
  same: boolean,
): Cell => ({ path, expected: expected && expectedText(expected), actual: actual && treeText(actual), same })

const isSame = (expected: Expected, actual: JsonTree, type: Type | undefined): boolean => {
  switch (expected.kind) {
    case 'any':
      return true
    case 'value':
      return actual.kind === 'scalar' && sameScalar(expected.text, actual.text, type)
    case 'near':
      return actual.kind === 'scalar' && isNear(expected.text, expected.tolerance, actual.text)
    case 'array':
    case 'object':
      return false
  }
}

const objectCells = (
  path: string,
  expected: ExpectedObject,
  actual: ObjectTree,
  type: Type | undefined,
): Cell[] => {
  const names = new Set(expected.members.map((member) => member.name))
  const more = expected.partial ? [] : [...actual.members].filter(([name]) => !names.has(name))
  return [
    ...expected.members.flatMap(({ name, value }) => {
      const member = actual.members.get(name)
      const place = below(path, name)
      return member === undefined
        ? [cellOf(place, value, undefined, false)]
        : cells(place, value, member, fieldType(type, name))
    }),
    ...more.map(([name, member]) => cellOf(below(path, name), undefined, member, false)),
  ]
}

const arrayCells = (
  path: string,
  expected: ExpectedArray,
  actual: ArrayTree,
  type: Type | undefined,
): Cell[] =>
  Array.from({ length: Math.max(expected.elements.length, actual.elements.length) }, (_, k) => {
    const wanted = expected.elements[k]
    const found = actual.elements[k]
    const place = below(path, k + 1)
    return wanted === undefined || found === undefined
      ? [cellOf(place, wanted, found, false)]
      : cells(place, wanted, found, type?.element)
  }).flat()

/** Arrays and objects that differ are gone into; one that is as expected is a single cell. */
const cells = (path: string, expected: Expected, actual: JsonTree, type: Type | undefined): Cell[] => {
  const inner =
    expected.kind === 'object' && actual.kind === 'object'
      ? objectCells(path, expected, actual, type)
      : expected.kind === 'array' && actual.kind === 'array'
        ? arrayCells(path, expected, actual, type)
        : [cellOf(path, expected, actual, isSame(expected, actual, type))]
  const isRow = path === ''
  return !isRow && inner.every((cell) => cell.same) ? [cellOf(path, expected, actual, true)] : inner
}

/** The cells of a row; `type` is the row's, where its columns are known. */
export const compareRow = (expected: Expected, actual: JsonTree, type: Type | undefined): readonly Cell[] =>
  cells('', expected, actual, type)

/** The cells of the options that are expected, as `(topic)`. */
export const compareOptions = (
  expected: Readonly<Record<string, Value>>,
  actual: Readonly<Record<string, Value>>,
): readonly Cell[] =>
  Object.entries(expected).map(([name, value]) => ({
    path: `(${name})`,
    expected: jsonText(value),
    actual: Object.hasOwn(actual, name) ? jsonText(actual[name]) : undefined,
    same: !distinct(value, actual[name]),
  }))
