import { BOOLEAN, INTEGER, LIST, TEXT, only } from '../kinds.ts'
import { at, call, canBeNull, level, piece, solid, text, textLiteral, type Piece } from '../piece.ts'
import { textOf } from '../text.ts'
import { builder, orFail, same, type Arguments, type Builder } from './argument.ts'
import { joinAll, written } from './join.ts'
import { sprintfBuilders } from './sprintf.ts'
import { sqlValues } from './sql-values.ts'
import { unescaped } from './unescape.ts'

const trim = (name: string): Builder =>
  builder(1, 2, (a) => call(name, a.count === 2 ? [a.text(0), a.text(1)] : [a.text(0)], TEXT))

/** EMQX counts from 0, Sluice from 1; a negative start is an exception there. */
const substr = (a: Arguments): Piece => {
  a.context.note('zero-based')
  const whole = call('graphemes', [a.text(0)], LIST)
  const start = a.constantInteger(1)
  const count = a.count === 3 ? a.constantInteger(2) : undefined
  if (start !== undefined && start >= 0 && (a.count === 2 || (count !== undefined && count >= 1))) {
    const to = count === undefined ? '' : `, ${String(start + count)}`
    return joined({ ...whole, code: `slice(${whole.code}, ${String(start + 1)}${to})` })
  }
  const first = a.integer(1)
  const from = `CASE WHEN ${at(first, level.concat)} >= 0 THEN ${at(first, level.sum)} + 1 END`
  if (a.count === 2) return joined({ ...whole, code: `slice(${whole.code}, ${from})`, nullFails: true })
  const length = a.integer(2)
  const last = `${at(first, level.sum)} + ${at(length, level.product)}`
  const part = `CASE WHEN ${at(length, level.concat)} > 0 THEN slice(${whole.code}, ${from}, ${last}) ELSE [] END`
  return joined({ ...whole, code: part, nullFails: true })
}

/** Characters put together again. */
const joined = (list: Piece): Piece =>
  piece(`array_join(${list.code}, '')`, TEXT, { nullFails: canBeNull(list) })

const reversed = (a: Arguments): Piece => {
  const list = call('graphemes', [a.text(0)], LIST)
  return joined({ ...list, code: `array_reverse(${list.code})` })
}

const withoutEmpty = (list: Piece): Piece => ({
  ...list,
  code: `filter(${list.code}, part -> part <> '')`,
  level: level.primary,
})

/** Is there something of the kind? NULL would pass for no, where EMQX raises an exception. */
const isFound = (position: string, ...args: readonly Piece[]): string =>
  `${args.some(canBeNull) ? `not_null(${position})` : position} > 0`

const splitOnce = (a: Arguments, isLast: boolean): Piece => {
  const [whole, separator] = [a.solid(0), a.solid(1)]
  const position = `${isLast ? 'last_position' : 'position'}(${whole.code}, ${separator.code})`
  const before = `left(${whole.code}, ${position} - 1)`
  const behind = `substring(${whole.code}, ${position} + length(${separator.code}))`
  const found = isFound(position, whole, separator)
  return piece(`CASE WHEN ${found} THEN [${before}, ${behind}] ELSE [${whole.code}] END`, LIST)
}

/** Nothing to look for is never found in EMQX; Sluice finds it everywhere. */
const unlessEmpty = (part: Piece, whole: Piece, found: Piece): Piece => {
  if (typeof part.literal === 'string') return part.literal === '' ? whole : found
  return piece(
    `CASE WHEN ${at(part, level.concat)} = '' THEN ${whole.code} ELSE ${found.code} END`,
    found.kinds,
    { nullFails: found.nullFails || canBeNull(whole) || canBeNull(part) },
  )
}

/** A text that has nothing to be split at. */
const alone = (whole: Piece): Piece =>
  only(whole.kinds, TEXT)
    ? piece(`[${whole.code}]`, LIST)
    : orFail(`is_string(${whole.code})`, `[${whole.code}]`, 'only text is split', LIST)

const split = (a: Arguments): Piece => {
  const mode = a.count === 3 ? a.constantText(2, 'the mode') : ''
  const [whole, separator] = [a.solid(0), a.solid(1)]
  const one = alone(whole)
  const parts = unlessEmpty(separator, one, splitAt(a, mode))
  return separator.literal === '' && !mode.endsWith('notrim') ? withoutEmpty(one) : parts
}

const splitAt = (a: Arguments, mode: string): Piece => {
  switch (mode) {
    case '':
      return withoutEmpty(call('split', [a.text(0), a.text(1)], LIST))
    case 'notrim':
      return call('split', [a.text(0), a.text(1)], LIST)
    case 'leading':
    case 'trailing':
      return withoutEmpty(splitOnce(a, mode === 'trailing'))
    case 'leading_notrim':
    case 'trailing_notrim':
      return splitOnce(a, mode === 'trailing_notrim')
    default:
      throw a.refuse(2, `EMQX's split has no mode '${mode}'`)
  }
}

/** Characters in brackets of a pattern. */
const characterClass = (characters: string): string => `[${characters.replace(/[\\\]^-]/g, '\\$&')}]+`

const tokens = (a: Arguments): Piece => {
  const characters = a.constantText(1, 'the characters between tokens')
  if (characters === '' && a.count === 2) return withoutEmpty(alone(a.solid(0)))
  const all = a.count === 3 ? `${characters}\r\n` : characters
  const pattern = text(characterClass(all))
  return withoutEmpty(call('regexp_split', [a.text(0), pattern], LIST))
}

const joinList = (list: Piece, separator: Piece): Piece =>
  piece(`array_join(texts_of(${solid(list).code}), ${separator.code})`, TEXT, {
    nullFails: canBeNull(list) || canBeNull(separator),
  })

const concat = (a: Arguments): Piece => {
  if (a.count === 2) return joinAll(a, [a.value(0), a.value(1)])
  const parts = written(a, 0)
  return parts === undefined ? joinList(a.value(0), text('')) : joinAll(a, parts)
}

const join = (a: Arguments): Piece => {
  const separator = a.count === 2 ? a.text(0) : text(', ')
  const parts = written(a, a.count - 1)
  if (parts === undefined) return joinList(a.value(a.count - 1), separator)
  return joinAll(
    a,
    parts.flatMap((part, k) => (k === 0 ? [part] : [separator, part])),
  )
}

const pad = (a: Arguments): Piece => {
  const side = a.count >= 3 ? a.constantText(2, 'the side') : 'trailing'
  const fill = a.count === 4 ? a.constantText(3, 'the filling') : ' '
  if ([...fill].length !== 1)
    throw a.refuse(3, 'a filling of more than one character', 'fill with one character')
  const [whole, length] = [a.text(0), a.integer(1)]
  const lacking = `${at(length, level.sum)} - array_length(graphemes(${whole.code}))`
  const filling = (count: string): string => `repeat(${textLiteral(fill)}, greatest(0, ${count}))`
  const w = at(whole, level.concat)
  const code = (padded: string): Piece =>
    piece(padded, TEXT, { level: level.concat, nullFails: canBeNull(whole) })
  if (side === 'leading') return code(`${filling(lacking)} || ${w}`)
  if (side === 'trailing') return code(`${w} || ${filling(lacking)}`)
  if (side !== 'both') throw a.refuse(2, `EMQX's pad has no side '${side}'`)
  const half = `(${lacking}) DIV 2`
  return code(`${filling(half)} || ${w} || ${filling(`${lacking} - ${half}`)}`)
}

const replace = (a: Arguments): Piece => {
  const where = a.count === 4 ? a.constantText(3, 'the place') : 'all'
  if (where === 'all' && typeof a.value(1).literal === 'string' && a.value(1).literal !== '')
    return call('replace', [a.text(0), a.text(1), a.text(2)], TEXT)
  if (!['all', 'leading', 'trailing'].includes(where))
    throw a.refuse(3, `EMQX's replace has no place '${where}'`)
  const [whole, found, by] = [a.solid(0), a.solid(1), a.solid(2)]
  if (where === 'all') return unlessEmpty(found, whole, call('replace', [whole, found, by], TEXT))
  const position = `${where === 'leading' ? 'position' : 'last_position'}(${whole.code}, ${found.code})`
  const replaced = piece(
    `CASE WHEN ${isFound(position, whole, found)} THEN overlay(${whole.code}, ${by.code}, ${position}, length(${found.code})) ` +
      `ELSE ${whole.code} END`,
    TEXT,
  )
  return unlessEmpty(found, whole, replaced)
}

const find = (a: Arguments): Piece => {
  const where = a.count === 3 ? a.constantText(2, 'the direction') : 'leading'
  const [whole, part] = [a.solid(0), a.solid(1)]
  const position = `${where === 'trailing' ? 'last_position' : 'position'}(${whole.code}, ${part.code})`
  const found = isFound(position, whole, part)
  const tail = piece(`CASE WHEN ${found} THEN substring(${whole.code}, ${position}) ELSE '' END`, TEXT)
  return unlessEmpty(part, whole, tail)
}

export const textBuilders: Readonly<Record<string, Builder>> = {
  lower: same('lower', 1, TEXT),
  upper: same('upper', 1, TEXT),
  trim: trim('trim'),
  ltrim: trim('ltrim'),
  rtrim: trim('rtrim'),
  reverse: builder(1, 1, reversed),
  rm_prefix: same('remove_prefix', 2, TEXT),
  strlen: builder(1, 1, (a) => call('array_length', [call('graphemes', [a.text(0)], LIST)], INTEGER)),
  substr: builder(2, 3, substr),
  split: builder(2, 3, split),
  tokens: builder(2, 3, tokens),
  concat: builder(1, 2, concat),
  join_to_string: builder(1, 2, join),
  pad: builder(2, 4, pad),
  replace: builder(3, 4, replace),
  find: builder(2, 3, find),
  ascii: builder(1, 1, (a) =>
    call('byte_at', [call('to_utf8', [a.text(0)], TEXT), piece('1', INTEGER)], INTEGER, { strict: true }),
  ),
  ...sprintfBuilders,
  unescape: builder(1, 1, (a) => text(unescaped(a))),
  join_to_sql_values_string: builder(1, 1, sqlValues),
  starts_with: same('starts_with', 2, BOOLEAN),
  any_to_str: builder(1, 1, (a) => textOf(a.context, a.value(0), a.expr.span)),
}
