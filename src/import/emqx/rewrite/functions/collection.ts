import type { Step } from '../../sql/ast.ts'
import {
  ANYTHING,
  BOOLEAN,
  FLOAT,
  INTEGER,
  LIST,
  MAP,
  NULL,
  NUMBER,
  TEXT,
  UNDEFINED,
  may,
  only,
} from '../kinds.ts'
import {
  at,
  call,
  canBeNull,
  evaluated,
  level,
  missingTest,
  piece,
  solid,
  textLiteral,
  type Piece,
} from '../piece.ts'
import { enter, enterPayload } from '../path.ts'
import { textAt } from '../text.ts'
import { putElement } from '../put-element.ts'
import { builder, orFail, type Arguments, type Builder } from './argument.ts'

/** A map, or JSON text of one, which all functions of maps take. */
export const asMap = (a: Arguments, k: number): Piece => {
  if (a.context.isPayload(a.node(k))) return piece('\u0001payload', MAP, { cheap: true })
  const value = a.solid(k)
  if (!may(value.kinds, TEXT)) return { ...value, nullFails: value.nullFails || canBeNull(value) }
  if (only(value.kinds, TEXT)) return call('json', [value], MAP)
  return piece(`CASE WHEN is_string(${value.code}) THEN json(${value.code}) ELSE ${value.code} END`, MAP, {
    nullFails: canBeNull(value),
  })
}

const stepsOf = (a: Arguments, isPath: boolean): readonly Step[] => {
  const path = a.constantText(0, 'the path')
  const names = isPath ? path.split('.') : [path]
  return names.flatMap((name): Step[] => {
    const span = a.node(0).span
    const index = /^(.*)\[(-?\d+)\]$/.exec(name)
    if (index === null || !isPath) return [{ kind: 'key', name, span }]
    const position: Step = {
      kind: 'index',
      index: { kind: 'number', text: index[2] ?? '0', isInteger: true, span },
      span,
    }
    return index[1] === '' ? [position] : [{ kind: 'key', name: index[1] ?? '', span }, position]
  })
}

/** A path that only the message brings: its names stand between dots. */
const atComputed = (a: Arguments, isPath: boolean): Piece => {
  const path = a.solid(0)
  const object = solid(asMap(a, 1)).code
  const code = isPath
    ? `reduce(split(${path.code}, '.'), ${object}, (inner, name) -> json_at(inner, name))`
    : `json_at(${object}, ${path.code})`
  // What is missing is NULL behind a computed path.
  return piece(code, ANYTHING & ~NULL)
}

const atPath = (a: Arguments, isPath: boolean): Piece => {
  if (typeof a.value(0).literal !== 'string') return atComputed(a, isPath)
  const steps = stepsOf(a, isPath)
  return a.context.isPayload(a.node(1)) ? enterPayload(a.context, steps) : enter(a.context, a.solid(1), steps)
}

const get = (isPath: boolean): Builder =>
  builder(2, 3, (a) => {
    const found = atPath(a, isPath)
    if (a.count === 2) return found
    const other = a.solid(2)
    return piece(
      `CASE ${evaluated([other])}WHEN ${missingTest(found) ?? 'FALSE'} THEN ${other.code} ELSE ${found.code} END`,
      (found.kinds & ~UNDEFINED) | other.kinds,
    )
  })

const memberCode = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : textLiteral(name))

const objectOr = (code: string): string => `CASE typeof(${code}) WHEN 'OBJECT' THEN ${code} ELSE {} END`

const putAt = (base: string, steps: readonly Step[], value: string): string => {
  const [step, ...rest] = steps
  if (step === undefined) return value
  if (step.kind === 'key') {
    const inner = `json_at(${base}, ${textLiteral(step.name)})`
    const next = rest[0]?.kind === 'key' ? objectOr(inner) : inner
    return `merge(${base}, {${memberCode(step.name)}: ${putAt(next, rest, value)}})`
  }
  const index = step.index.kind === 'number' ? Number(step.index.text) : 0
  const at = Object.is(index, -0) ? 'tail' : index === 0 ? 'head' : index
  const element = (code: string): string =>
    putAt(rest[0]?.kind === 'key' ? objectOr(code) : code, rest, value)
  return putElement(piece(base, ANYTHING), at, element('{}'), element(`json_at(${base}, ${String(index)})`))
    .code
}

const putBuilder = (isPath: boolean): Builder =>
  builder(3, 3, (a) => {
    const base = solid(asMap(a, 2)).code
    const value = a.solid(1)
    const code = putAt(base, stepsOf(a, isPath), value.code)
    // What is missing is put nowhere.
    const missing = isPath ? missingTest(value) : undefined
    return piece(missing === undefined ? code : `CASE WHEN ${missing} THEN ${base} ELSE ${code} END`, MAP)
  })

/** EMQX goes through a map by the order of its names. */
const sorted = (a: Arguments): string => `sort_keys(${solid(asMap(a, 0)).code})`

const element = (list: Piece, index: string): Piece => {
  const l = list.code
  // Elements of texts are never NULL, so that only a position beyond the end is.
  if (/^(not_null\()?(filter\()?(regexp_)?split\(/.test(l))
    return piece(`${l}[${index}]`, TEXT, { nullFails: true })
  return orFail(
    `array_length(${l}) >= ${index}`,
    `${at(list, level.primary)}[${index}]`,
    'there is no such element',
    ANYTHING & ~UNDEFINED,
  )
}

const nth = (a: Arguments): Piece => {
  const list = a.solid(1)
  const index = a.constantInteger(0)
  if (index !== undefined && index < 1)
    return piece(`fail('positions go from 1')`, ANYTHING, { nullFails: true })
  if (index !== undefined) return element(list, String(index))
  const varying = a.integer(0)
  const tested = `CASE WHEN ${at(varying, level.concat)} >= 1 THEN ${varying.code} ELSE fail('positions go from 1') END`
  return element(list, tested)
}

const part = (a: Arguments): Piece => {
  const list = a.value(a.count - 1)
  const length = a.integer(a.count - 2)
  const l = `${at(list, level.primary)}`
  const [start, count] = [a.count === 3 ? a.constantInteger(0) : 1, a.constantInteger(a.count - 2)]
  if (start === undefined) {
    const first = a.integer(0)
    const last = `${at(first, level.sum)} + ${at(length, level.product)} - 1`
    const tests = `${at(first, level.concat)} >= 1 AND ${at(length, level.concat)} >= 0`
    return orFail(tests, `slice(${list.code}, ${first.code}, ${last})`, 'positions go from 1', LIST)
  }
  if (start < 1) return piece(`fail('positions go from 1')`, LIST, { nullFails: true })
  if (count === 0) return piece('[]', LIST)
  const end =
    count === undefined ? `${String(start - 1)} + ${at(length, level.product)}` : String(start - 1 + count)
  const code = `${l}[${String(start)}..${end}]`
  if (count === undefined)
    return piece(`CASE WHEN ${at(length, level.concat)} > 0 THEN ${code} ELSE [] END`, LIST, {
      nullFails: canBeNull(list),
    })
  return piece(code, LIST, { nullFails: canBeNull(list) })
}

/** Is a value of the message in a list of it, kind for kind? Their texts tell 2.0 from 2. */
const containsField = (a: Arguments, wanted: Piece): Piece | undefined => {
  const list = a.value(1)
  if (wanted.source === undefined || !wanted.cheap || !list.cheap || !may(wanted.kinds, FLOAT))
    return undefined
  const found = `any(not_null(${list.code}), one -> one IS NOT DISTINCT FROM ${at(wanted, level.concat)})`
  const exact = `array_contains(texts_of(${list.code}, 'number'), ${textAt(wanted)})`
  return piece(`${found} AND (NOT is_number(${wanted.code}) OR ${exact})`, BOOLEAN, { level: level.and })
}

/** Is a number in the list, kind for kind? */
const containsNumber = (a: Arguments, wanted: Piece): Piece | undefined => {
  const list = a.value(1)
  const { literal } = wanted
  if (typeof literal !== 'number' || !list.cheap || only(list.kinds, LIST)) return undefined
  const shown =
    only(wanted.kinds, INTEGER) || !Number.isInteger(literal) ? String(literal) : `${String(literal)}.0`
  return piece(`array_contains(texts_of(${list.code}, 'number'), ${textLiteral(shown)})`, BOOLEAN, {
    nullFails: canBeNull(list),
  })
}

/** In a list that is written out: IN says the same, and compares as exactly. */
const containsWritten = (a: Arguments): Piece | undefined => {
  const list = a.node(1)
  if (list.kind !== 'list' || list.elements.length === 0) return undefined
  const found = a.context.condition(
    { kind: 'in', operand: a.node(0), list: list.elements, span: a.expr.span },
    false,
  )
  return piece(found.mayBeNull ? `coalesce(${found.code}, FALSE)` : found.code, BOOLEAN, {
    level: found.mayBeNull ? level.primary : found.level,
  })
}

const contains = (a: Arguments): Piece => {
  const isIn = containsWritten(a)
  if (isIn !== undefined) return isIn
  const wanted = a.solid(0)
  const exact = containsNumber(a, wanted)
  if (exact !== undefined) return exact
  const exactField = containsField(a, wanted)
  if (exactField !== undefined) return exactField
  if (may(wanted.kinds, NUMBER)) a.context.note('exact-kinds')
  if (may(wanted.kinds, NUMBER) && may(a.value(1).kinds, LIST))
    a.context.warn(
      'emqx-whole-float',
      a.expr.span,
      'the integer 2 is not in a list that the message writes as [2.0] in EMQX, and it is in Sluice',
    )
  if (!canBeNull(wanted)) return call('array_contains', [a.value(1), wanted], BOOLEAN)
  return piece(
    `any(not_null(${a.value(1).code}), one -> one IS NOT DISTINCT FROM ${at(wanted, level.concat)})`,
    BOOLEAN,
  )
}

export const collectionBuilders: Readonly<Record<string, Builder>> = {
  map_new: builder(0, 0, () => piece('{}', MAP, { cheap: true })),
  map_get: get(true),
  mget: get(false),
  map_put: putBuilder(true),
  mput: putBuilder(false),
  map_keys: builder(1, 1, (a) => piece(`keys(${sorted(a)})`, LIST)),
  map_values: builder(1, 1, (a) => piece(`values(${sorted(a)})`, LIST)),
  map_to_entries: builder(1, 1, (a) => {
    const object = solid(asMap(a, 0)).code
    return piece(`map(keys(${sorted(a)}), name -> {key: name, value: json_at(${object}, name)})`, LIST)
  }),
  map_size: builder(1, 1, (a) => piece(`array_length(keys(${solid(asMap(a, 0)).code}))`, INTEGER)),
  nth: builder(2, 2, nth),
  length: builder(1, 1, (a) => call('array_length', [a.value(0)], INTEGER)),
  sublist: builder(2, 3, part),
  first: builder(1, 1, (a) => element(a.solid(0), '1')),
  last: builder(1, 1, (a) => {
    const list = a.solid(0)
    return orFail(
      `array_length(${list.code}) > 0`,
      `${at(list, level.primary)}[-1]`,
      'there is no last element',
      (ANYTHING & ~(UNDEFINED | NULL)) | NULL,
    )
  }),
  contains: builder(2, 2, contains),
}
