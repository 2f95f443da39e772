import {
  ANYTHING,
  BOOLEAN,
  FLOAT,
  INTEGER,
  LIST,
  MAP,
  NULL,
  NUMBER,
  PRESENT,
  TEXT,
  UNDEFINED,
  may,
  only,
  type Kinds,
} from '../kinds.ts'
import { at, besides, evaluated, level, missingTest, piece, solid, type Piece } from '../piece.ts'
import { textAt, textOf } from '../text.ts'
import { warnWhole } from '../whole.ts'
import { builder, orFail, type Arguments, type Builder } from './argument.ts'

const truth = (code: string, bind: number = level.comparison): Piece => piece(code, BOOLEAN, { level: bind })
const always = (value: boolean): Piece => truth(value ? 'TRUE' : 'FALSE', level.primary)

const isNull = (a: Arguments, negated: boolean): Piece => {
  const value = a.solid(0)
  if (only(value.kinds, UNDEFINED)) return besides([value], always(!negated))
  const test = missingTest(value, negated)
  return test === undefined ? besides([value], always(negated)) : truth(test)
}

/** Undefined and the null of JSON alike. */
const isNullValue = (a: Arguments, negated: boolean): Piece => {
  const value = a.solid(0)
  if (only(value.kinds, UNDEFINED | NULL)) return besides([value], always(!negated))
  if (!may(value.kinds, UNDEFINED | NULL)) return besides([value], always(negated))
  return truth(`${at(value, level.concat)} IS ${negated ? 'NOT ' : ''}NULL`)
}

/** A test of the kind; `code` makes it where only the run knows. */
const kindTest = (wanted: Kinds, code: (value: string) => string): Builder =>
  builder(1, 1, (a) => {
    const value = a.solid(0)
    if (only(value.kinds, wanted)) return besides([value], always(true))
    if (!may(value.kinds, wanted)) return besides([value], always(false))
    return truth(code(value.code))
  })

const numberTest = (wanted: Kinds, kind: string): Builder =>
  builder(1, 1, (a) => {
    const value = a.solid(0)
    if (only(value.kinds, wanted)) return besides([value], always(true))
    if (!may(value.kinds, wanted)) return besides([value], always(false))
    if (value.source !== undefined) {
      const not = wanted === INTEGER ? 'NOT ' : ''
      return truth(`is_number(${value.code}) AND ${not}contains(${textAt(value)}, '.')`, level.and)
    }
    a.context.warn(
      'emqx-whole-float',
      a.expr.span,
      'a number that the message writes as 2.0 is a float in EMQX and the integer 2 in Sluice',
    )
    return truth(`typeof(${value.code}) = '${kind}'`)
  })

const isEmpty = (a: Arguments): Piece => {
  const value = a.solid(0)
  if (typeof value.literal === 'string' && value.literal === '') return always(true)
  const v = value.code
  return truth(
    `CASE typeof(${v}) WHEN 'ARRAY' THEN array_length(${v}) = 0 WHEN 'OBJECT' THEN array_length(keys(${v})) = 0 ` +
      `WHEN 'STRING' THEN ${at(value, level.concat)} = '' OR array_length(keys(json(${v}))) = 0 ` +
      `ELSE fail('is_empty takes a list, a map or text') END`,
    level.primary,
  )
}

const toBoolean = (a: Arguments): Piece => {
  const value = a.solid(0)
  if (only(value.kinds, BOOLEAN)) return value
  const v = value.code
  const texts = may(value.kinds, TEXT)
    ? ` WHEN is_string(${v}) AND ${v} NOT IN ('true', 'false') THEN fail('no boolean')`
    : ''
  const floats =
    value.source !== undefined && may(value.kinds, FLOAT)
      ? ` WHEN is_number(${v}) AND contains(${textAt(value)}, '.') THEN fail('a float is no boolean')`
      : ''
  if (floats === '') warnWhole(a.context, value, a.expr.span)
  const cast = `not_null(CAST(${v} AS BOOLEAN))`
  return texts + floats === ''
    ? piece(cast, BOOLEAN)
    : piece(`CASE${texts}${floats} ELSE ${cast} END`, BOOLEAN)
}

const asText = builder(1, 1, (a) => textOf(a.context, a.value(0), a.expr.span))

/** The first of a list that only the message brings, whose elements are all there. */
const firstOf = (list: Piece, test: (value: Piece) => string | undefined): Piece => {
  const element = piece('one', PRESENT)
  const wanted = test(element)
  const part = wanted === undefined ? list.code : `filter(${list.code}, one -> ${wanted})`
  return orFail(`typeof(${list.code}) = 'ARRAY'`, `json_at(${part}, 1)`, 'coalesce takes a list', ANYTHING)
}

/** The first that is there: a null of JSON is. */
const coalesce = (a: Arguments, test: (value: Piece) => string | undefined): Piece => {
  const only1 = a.node(0)
  const nodes = a.count === 1 && only1.kind === 'list' ? only1.elements : a.expr.args
  if (a.count === 1 && only1.kind !== 'list') return firstOf(a.solid(0), test)
  const values = nodes.map((node) => solid(a.context.value(node)))
  const tests = values.map(test)
  const sure = tests.findIndex((one) => one === undefined)
  const used = sure < 0 ? values : values.slice(0, sure + 1)
  const kinds = used.reduce((all, one) => all | one.kinds, 0)
  const own = sure < 0 ? kinds : kinds & ~UNDEFINED
  const last = used.at(-1)
  if (last === undefined) return piece('NULL', UNDEFINED)
  if (used.length === 1) return besides(values.slice(1), last)
  const isPlain =
    used.slice(0, -1).every((one) => !may(one.kinds, NULL)) &&
    tests.every((one) => one === undefined || !one.includes("''"))
  // EMQX evaluates all arguments first, and fails where one of them does.
  const first = evaluated(values.slice(1))
  if (isPlain && first === '') return piece(`coalesce(${used.map((one) => one.code).join(', ')})`, own)
  const branches = used.slice(0, -1).map((one, k) => `WHEN ${tests[k] ?? 'TRUE'} THEN ${one.code}`)
  return piece(`CASE ${first}${branches.join(' ')} ELSE ${last.code} END`, own)
}

const isThere = (value: Piece): string | undefined => missingTest(value, true)

const isFilled = (value: Piece): string | undefined => {
  const there = missingTest(value, true)
  if (!may(value.kinds, TEXT)) return there
  const filled = `${at(value, level.concat)} IS DISTINCT FROM ''`
  return there === undefined ? filled : `${there} AND ${filled}`
}

export const typeBuilders: Readonly<Record<string, Builder>> = {
  is_null: builder(1, 1, (a) => isNull(a, false)),
  is_not_null: builder(1, 1, (a) => isNull(a, true)),
  is_null_var: builder(1, 1, (a) => isNullValue(a, false)),
  is_not_null_var: builder(1, 1, (a) => isNullValue(a, true)),
  is_str: kindTest(TEXT, (v) => `is_string(${v})`),
  is_bool: kindTest(BOOLEAN, (v) => `typeof(${v}) = 'BOOLEAN'`),
  is_int: numberTest(INTEGER, 'INTEGER'),
  is_float: numberTest(FLOAT, 'DOUBLE'),
  is_num: kindTest(NUMBER, (v) => `is_number(${v})`),
  is_map: kindTest(MAP, (v) => `typeof(${v}) = 'OBJECT'`),
  is_array: kindTest(LIST, (v) => `typeof(${v}) = 'ARRAY'`),
  is_empty: builder(1, 1, isEmpty),
  bool: builder(1, 1, toBoolean),
  str: asText,
  str_utf8: asText,
  coalesce: builder(1, 2, (a) => coalesce(a, isThere)),
  coalesce_ne: builder(1, 2, (a) => coalesce(a, isFilled)),
  map: builder(1, 1, (a) => {
    if (a.context.isPayload(a.node(0))) return piece('\u0001payload', MAP, { cheap: true })
    const value = a.solid(0)
    if (only(value.kinds, MAP)) return value
    const v = value.code
    const there = `WHEN typeof(${v}) IN ('OBJECT', 'ARRAY') THEN ${v} ELSE fail('map takes JSON or a map')`
    return piece(`CASE WHEN is_string(${v}) THEN json(${v}) ${there} END`, MAP)
  }),
}
