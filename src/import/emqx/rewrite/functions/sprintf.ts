import { raises } from '../conditions.ts'
import { BOOLEAN, FLOAT, INTEGER, LIST, MAP, TEXT, may, only } from '../kinds.ts'
import { canBeNull, piece, solid, text, textLiteral, type Piece } from '../piece.ts'
import { textOrFail, warnNumber } from '../text.ts'
import { floatTest, warnComputed, wholeOnly } from '../whole.ts'
import { builder, orFail, type Arguments, type Builder } from './argument.ts'
import { warnHalves } from './halves.ts'
import { joinAll, written } from './join.ts'

/** One directive of a format of Erlang: `~F.P.PadC`. */
interface Directive {
  readonly letter: string
  /** The least width; negative for what stands at the left. */
  readonly width: number | undefined
  /** Whether text is counted by characters (~ts), and not by bytes. */
  readonly isUnicode: boolean
  /** Digits of a float, the base of an integer, the greatest length of a text. */
  readonly precision: number | undefined
  readonly filling: string
}

const DIRECTIVE = /~(-?\d+)?(?:\.(\d*)(?:\.(.))?)?([tl]*)([a-zA-Z~*#+])/g

const readDirective = (match: RegExpExecArray): Directive => {
  const [, width, precision = '', filling = ' ', modifiers = '', letter = ''] = match
  return {
    letter,
    isUnicode: modifiers.includes('t'),
    width: width === undefined ? undefined : Number(width),
    precision: precision === '' ? undefined : Number(precision),
    filling,
  }
}

const raised = (a: Arguments, why: string, help: string): Piece =>
  piece(raises(a.context, a.expr.span, why, help, false).code, TEXT)

/** What ~s takes: text, and the names true, false and null; EMQX raises an error for a number. */
const asString = (a: Arguments, value: Piece): Piece => {
  if (only(value.kinds, TEXT)) return value
  const v = solid(value).code
  if (!may(value.kinds, TEXT | BOOLEAN))
    return raised(
      a,
      '~s takes text, and EMQX raises an error for a number',
      'EMQX never made a row here; use ~p',
    )
  return orFail(`typeof(${v}) IN ('STRING', 'BOOLEAN')`, `text_of(${v})`, '~s of what is no text', TEXT)
}

/** ~p and ~w write Erlang's terms: numbers and names as they are, text of ASCII as <<"text">>. */
const asTerm = (a: Arguments, letter: string, value: Piece): Piece => {
  const shown = textOrFail(value)
  warnNumber(a.context, value, a.expr.span)
  if (!may(value.kinds, TEXT | MAP | LIST)) return shown
  const v = solid(value).code
  const quoted = `'<<"' || replace(replace(${v}, e'\\\\', e'\\\\\\\\'), '"', e'\\\\"') || '">>'`
  const asText = letter === 'w' ? '' : `WHEN is_string(${v}) AND is_ascii(${v}) THEN ${quoted} `
  return piece(
    `CASE ${asText}WHEN typeof(${v}) IN ('STRING', 'OBJECT', 'ARRAY') ` +
      `THEN fail('~${letter} writes this as an Erlang term') ELSE ${shown.code} END`,
    TEXT,
    { nullFails: shown.nullFails },
  )
}

/** ~f takes floats alone: 2 is none, and 2.0 is one. */
const asFloat = (a: Arguments, digits: number, value: Piece): Piece => {
  const help = 'EMQX never made a row here; float(…) makes a float'
  if (digits === 0) return raised(a, '~f writes at least one digit behind the point', help)
  if (!may(value.kinds, FLOAT)) return raised(a, '~f takes floats, and an integer is none', help)
  warnHalves(a)
  const v = solid(value)
  const shown = `format_number(${v.code}, ${String(digits)}, '')`
  if (only(value.kinds, FLOAT)) return piece(shown, TEXT, { nullFails: canBeNull(v) })
  if (value.source === undefined && may(value.kinds, INTEGER)) {
    warnComputed(a.context, '~f', a.expr.span)
    return piece(shown, TEXT, { nullFails: canBeNull(v) })
  }
  return orFail(floatTest({ ...value, code: v.code }), shown, '~f takes floats', TEXT)
}

const asInteger = (a: Arguments, { letter, precision = 10 }: Directive, value: Piece): Piece => {
  if (precision < 2 || precision > 36)
    return raised(a, 'an integer is written in a base from 2 to 36', 'EMQX never made a row here')
  const whole = wholeOnly(a.context, solid(value), `~${letter}`, a.expr.span)
  if (precision === 10) return textOrFail(whole)
  const digits = `to_base(${whole.code}, ${String(precision)})`
  return piece(letter === 'B' ? `upper(${digits})` : digits, TEXT, { nullFails: canBeNull(whole) })
}

/** A text in its field: what is too long loses its end, or is nothing but stars where it is a number. */
const inField = (a: Arguments, directive: Directive, shown: Piece): Piece => {
  const { letter, width, precision, filling } = directive
  const limit = letter === 's' ? precision : undefined
  if (width === undefined && limit === undefined) return shown
  if (width !== undefined && limit !== undefined)
    throw a.refuse(0, 'a directive with a width and a greatest length', 'take one of them')
  const size = String(Math.abs(width ?? limit ?? 0))
  const code = solid(shown).code
  const pad = (width ?? -1) < 0 ? 'rpad' : 'lpad'
  const padded = `${pad}(${code}, ${size}, ${textLiteral(filling)})`
  if (letter === 's') {
    if (!directive.isUnicode && typeof shown.literal !== 'string')
      a.context.warn(
        'emqx-difference',
        a.expr.span,
        'the width of ~s counts bytes in EMQX and characters here: they differ where the text is not ASCII',
      )
    return piece(padded, TEXT)
  }
  return piece(`CASE WHEN length(${code}) > ${size} THEN repeat('*', ${size}) ELSE ${padded} END`, TEXT)
}

const shownBy = (a: Arguments, directive: Directive, value: Piece): Piece => {
  const { letter, width, precision } = directive
  if (letter === 's') return asString(a, value)
  if (letter === 'f') return asFloat(a, precision ?? 6, value)
  if (letter === 'b' || letter === 'B') return asInteger(a, directive, value)
  const isPlain = precision === undefined && (letter === 'w' || width === undefined)
  if (isPlain && (letter === 'p' || letter === 'w')) return asTerm(a, letter, value)
  throw a.refuse(
    0,
    `~${letter} of \`${a.context.textOf(a.expr.span)}\` writes a value as an Erlang term`,
    'use ~s with str(…)',
  )
}

/** Erlang's directives: ~s and ~ts text, ~p and ~w terms, ~f and ~b numbers, ~n a line break. */
const sprintf = (a: Arguments, values: readonly Piece[]): Piece => {
  const template = a.constantText(0, 'the format')
  const parts: Piece[] = []
  let next = 0
  let end = 0
  for (const match of template.matchAll(DIRECTIVE)) {
    if (match.index > end) parts.push(text(template.slice(end, match.index)))
    end = match.index + match[0].length
    const directive = readDirective(match)
    if (directive.letter === 'n') parts.push(text('\n'))
    else if (directive.letter === '~') parts.push(text('~'))
    else {
      const value = values[next++]
      if (value === undefined) throw a.refuse(0, 'the format has more directives than there are values')
      parts.push(inField(a, directive, shownBy(a, directive, value)))
    }
  }
  if (end < template.length) parts.push(text(template.slice(end)))
  if (next < values.length) throw a.refuse(0, 'there are more values than the format has directives')
  return joinAll(a, parts)
}

export const sprintfBuilders: Readonly<Record<string, Builder>> = {
  sprintf: builder(1, 20, (a) =>
    sprintf(
      a,
      a.expr.args.slice(1).map((_, k) => a.value(k + 1)),
    ),
  ),
  sprintf_s: builder(2, 2, (a) => {
    const values = written(a, 1)
    if (values === undefined) throw a.refuse(1, 'a list that only the message brings', 'write the list out')
    return sprintf(a, values)
  }),
}
