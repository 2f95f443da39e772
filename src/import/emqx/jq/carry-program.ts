import { memberOf, nameCode, textLiteral } from '../rewrite/piece.ts'
import { Uncarried, type Filter } from './program.ts'

/** Values are written more than once, so that a program could make the expression grow without end. */
const CODE_LENGTH_MAX = 20_000

/** What a filter gives: one value, or a list of any number of them. */
interface Result {
  readonly isList: boolean
  readonly code: string
  /** A value that is an array for sure, so that nothing asks for its kind. */
  readonly isArray?: true
}

const one = (code: string): Result => ({ isList: false, code })
const list = (code: string): Result => ({ isList: true, code })
const array = (code: string): Result => ({ isList: false, code, isArray: true })
/** Code that steps may stand behind. */
const whole = (code: string): string => (/^(?:CASE\b|[-\d])/.test(code) ? `(${code})` : code)

const listOf = (result: Result): string => (result.isList ? result.code : `[${result.code}]`)

const literalCode = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? textLiteral(value) : value === null ? 'NULL' : String(value).toUpperCase()

/** What of a value's kind comes before (`<`) or behind (`>`) all numbers, or all texts. */
const kindsBeside = (value: string | number, operator: string): string => {
  const isLess = operator.startsWith('<')
  if (typeof value === 'number') return isLess ? "'NULL', 'BOOLEAN'" : "'STRING', 'ARRAY', 'OBJECT'"
  return isLess ? "'NULL', 'BOOLEAN', 'INTEGER', 'DOUBLE', 'DECIMAL'" : "'ARRAY', 'OBJECT'"
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** All that `.[]` gives. */
const elements = ({ code, isArray }: Result): Result =>
  list(
    isArray === true
      ? code
      : `CASE typeof(${code}) WHEN 'OBJECT' THEN values(${code}) ELSE not_null(${code}) END`,
  )

/** Functions of one value, written with the value's code. */
const plainFunctions: Readonly<Record<string, (x: string) => string>> = {
  length: (x) =>
    `CASE typeof(${x}) WHEN 'ARRAY' THEN array_length(${x}) WHEN 'OBJECT' THEN array_length(keys(${x})) ` +
    `WHEN 'STRING' THEN length(${x}) WHEN 'NULL' THEN 0 ELSE abs(${x}) END`,
  add: (x) =>
    `CASE WHEN is_string(json_at(${x}, 1)) THEN array_join(${x}, '') ELSE array_sum(not_null(${x})) END`,
  keys: (x) => `keys(sort_keys(not_null(${x})))`,
  first: (x) => `json_at(${x}, 1)`,
  last: (x) => `json_at(${x}, -1)`,
  min: (x) => `array_min(not_null(${x}))`,
  max: (x) => `array_max(not_null(${x}))`,
  reverse: (x) => `array_reverse(not_null(${x}))`,
  to_entries: (x) => `map(keys(not_null(${x})), k -> {key: k, value: json_at(${x}, k)})`,
  tostring: (x) => `CASE WHEN is_string(${x}) THEN ${x} ELSE json_text(${x}) END`,
  tonumber: (x) => `CASE WHEN is_string(${x}) THEN CAST(${x} AS DECIMAL) ELSE not_null(${x}) END`,
  ascii_downcase: (x) => `lower(not_null(${x}))`,
  ascii_upcase: (x) => `upper(not_null(${x}))`,
  floor: (x) => `floor(not_null(${x}))`,
  ceil: (x) => `ceil(not_null(${x}))`,
  round: (x) => `round(not_null(${x}))`,
  sqrt: (x) => `sqrt(not_null(${x}))`,
  fromjson: (x) => `json(not_null(${x}))`,
  not: (x) => `coalesce(${x} IN (FALSE), ${x} IS NULL)`,
}

/** Those that give an array. */
const arrays = new Set(['keys', 'reverse', 'to_entries'])

/** Functions of one value and a constant text. */
const textFunctions: Readonly<Record<string, (x: string, text: string) => string>> = {
  split: (x, text) => `split(not_null(${x}), ${text})`,
  join: (x, text) => `array_join(texts_of(not_null(${x})), ${text})`,
  has: (x, text) => `has_key(not_null(${x}), ${text})`,
  startswith: (x, text) => `starts_with(not_null(${x}), ${text})`,
  endswith: (x, text) => `ends_with(not_null(${x}), ${text})`,
  ltrimstr: (x, text) => `CASE WHEN is_string(${x}) THEN remove_prefix(${x}, ${text}) ELSE ${x} END`,
}

/** Writes a program as an expression; what it works on is named once for each step that needs it twice. */
class Carrier {
  private names = 0

  carry(filter: Filter, input: Result): Result {
    const result = this.carryAny(filter, input)
    if (result.code.length > CODE_LENGTH_MAX) throw new Uncarried('its length')
    return result
  }

  private carryAny(filter: Filter, input: Result): Result {
    switch (filter.kind) {
      case 'identity':
        return input
      case 'literal':
        return one(literalCode(filter.value))
      case 'field':
        return this.each(this.carry(filter.target, input), (x) => one(memberOf(whole(x.code), filter.name)))
      case 'index': {
        const at = filter.at < 0 ? filter.at : filter.at + 1
        return this.each(this.carry(filter.target, input), (x) => one(`${whole(x.code)}[${String(at)}]`))
      }
      case 'iterate':
        return this.each(this.carry(filter.target, input), (x) => elements(x))
      case 'pipe':
        return this.each(this.carry(filter.left, input), (x) => this.carry(filter.right, x))
      case 'comma': {
        const sides = [filter.left, filter.right].map((side) => listOf(this.carry(side, input)))
        return list(`array_concat(${sides.join(', ')})`)
      }
      case 'array':
        return array(filter.inner === undefined ? '[]' : listOf(this.carry(filter.inner, input)))
      case 'object':
        return one(
          `{${filter.members.map(([name, value]) => `${nameOf(name)}: ${this.single(value, input)}`).join(', ')}}`,
        )
      case 'binary':
        return one(this.binary(filter.operator, filter.left, filter.right, input))
      case 'if': {
        const then = this.single(filter.then, input)
        const otherwise = filter.otherwise === undefined ? input.code : this.single(filter.otherwise, input)
        return one(`CASE WHEN ${this.truth(filter.condition, input)} THEN ${then} ELSE ${otherwise} END`)
      }
      case 'call':
        return this.call(filter.name, filter.args, input)
    }
  }

  /** A filter of one value for each value that came before. */
  private each(before: Result, filter: (x: Result) => Result): Result {
    if (!before.isList) return filter(before)
    this.names += 1
    const name = `x${String(this.names)}`
    const inner = filter(one(name))
    if (inner.code === name) return before
    return list(`${inner.isList ? 'flat_map' : 'map'}(${before.code}, ${name} -> ${inner.code})`)
  }

  private single(filter: Filter, input: Result): string {
    const result = this.carry(filter, input)
    if (result.isList) throw new Uncarried('several results where one is carried over')
    return result.code
  }

  /** All but null and false is true. */
  private truth(filter: Filter, input: Result): string {
    const code = this.single(filter, input)
    const isTest = filter.kind === 'binary' && !['+', '-', '*', '/', '%', '//'].includes(filter.operator)
    if (isTest || (filter.kind === 'call' && ['has', 'not', 'startswith', 'endswith'].includes(filter.name)))
      return code
    return `coalesce(${code} NOT IN (FALSE), FALSE)`
  }

  private binary(operator: string, left: Filter, right: Filter, input: Result): string {
    if (operator === 'and' || operator === 'or')
      return `((${this.truth(left, input)}) ${operator.toUpperCase()} (${this.truth(right, input)}))`
    const [l, r] = [this.single(left, input), this.single(right, input)]
    if (operator === '//') return `CASE WHEN coalesce(${l} NOT IN (FALSE), FALSE) THEN ${l} ELSE ${r} END`
    if (operator === '==') return `(${l} IS NOT DISTINCT FROM ${r})`
    if (operator === '!=') return `(${l} IS DISTINCT FROM ${r})`
    if (operator in mirrored) return this.ordered(operator, left, right, l, r)
    if (operator === '+') return added(left, right, l, r)
    return `(not_null(${l}) ${operator === '%' ? 'MOD' : operator} not_null(${r}))`
  }

  /** Beside a constant; the order of two values of any kind is another one than EMQX's. */
  private ordered(operator: string, left: Filter, right: Filter, l: string, r: string): string {
    if (left.kind === 'literal' && right.kind !== 'literal')
      return this.ordered(mirrored[operator] ?? '', right, left, r, l)
    if (right.kind !== 'literal' || typeof right.value === 'boolean' || right.value === null)
      throw new Uncarried('the order of two values that only the message brings')
    const test = typeof right.value === 'number' ? `is_number(${l})` : `is_string(${l})`
    return `CASE WHEN ${test} THEN ${l} ${operator} ${r} ELSE typeof(${l}) IN (${kindsBeside(right.value, operator)}) END`
  }

  private call(name: string, args: readonly Filter[], input: Result): Result {
    const [first] = args
    if (first === undefined) {
      if (name === 'empty') return list('[]')
      if (name === 'length' && input.isArray === true) return one(`array_length(${input.code})`)
      const code = Object.hasOwn(plainFunctions, name) ? plainFunctions[name]?.(input.code) : undefined
      if (code === undefined) throw new Uncarried(`\`${name}\``)
      return arrays.has(name) ? array(code) : one(code)
    }
    if (args.length > 1) throw new Uncarried(`\`${name}\` of ${String(args.length)} arguments`)
    if (name === 'select')
      return list(`CASE WHEN ${this.truth(first, input)} THEN [${input.code}] ELSE [] END`)
    if (name === 'map') {
      const inner = this.carry({ kind: 'iterate', target: { kind: 'identity' } }, input)
      return array(listOf(this.each(inner, (x) => this.carry(first, x))))
    }
    if (name === 'first') return one(`json_at(${listOf(this.carry(first, input))}, 1)`)
    const ofText = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined
    if (ofText === undefined || first.kind !== 'literal' || typeof first.value !== 'string')
      throw new Uncarried(`\`${name}(…)\``)
    const code = ofText(input.code, textLiteral(first.value))
    return name === 'split' ? array(code) : one(code)
  }
}

const nameOf = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? nameCode(name) : textLiteral(name))

/** null is nothing beside a number and beside text. */
const added = (left: Filter, right: Filter, l: string, r: string): string => {
  const constant = [left, right].find((side) => side.kind === 'literal')
  const isText = constant?.kind === 'literal' && typeof constant.value === 'string'
  if (!isText && !(constant?.kind === 'literal' && typeof constant.value === 'number'))
    return `CASE WHEN is_string(${l}) THEN ${l} || not_null(${r}) ELSE not_null(${l}) + not_null(${r}) END`
  const neutral = isText ? "''" : '0'
  const side = (filter: Filter, code: string): string =>
    filter.kind === 'literal' ? code : `coalesce(${code}, ${neutral})`
  return `(${side(left, l)} ${isText ? '||' : '+'} ${side(right, r)})`
}

/** The list of what the program gives for a value; an Uncarried names the part that has no counterpart. */
export const carryProgram = (filter: Filter, input: string): string =>
  listOf(new Carrier().carry(filter, one(input)))
