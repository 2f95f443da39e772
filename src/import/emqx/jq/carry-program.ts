import { textLiteral } from '../rewrite/piece.ts'
import { arrays, elementFunctions, isTrue, kindTests, plainFunctions, textFunctions } from './functions.ts'
import { operate } from './operators.ts'
import { changedAt, nameOf, objectOf, removed, stepsOf } from './paths.ts'
import { identity, Uncarried, type Filter, type Member } from './program.ts'
import { array, list, listOf, literalCode, one, stepped, type Result } from './result.ts'

/** Values are written more than once, so that a program could make the expression grow without end. */
const CODE_LENGTH_MAX = 20_000
/** How often a name that the program defines is looked up. */
const EXPANSIONS_MAX = 200
/** From here on a value is named before it is written again. */
const NAMED_LENGTH = 200

/** A filter with a name, and what it saw where it was defined. */
interface Definition {
  readonly body: Filter
  readonly variables: ReadonlyMap<string, string>
  readonly definitions: ReadonlyMap<string, Definition>
}

/** Writes a program as an expression; what it works on is named once for each step that needs it twice. */
class Carrier {
  private names = 0
  private expansions = 0
  private variables: ReadonlyMap<string, string> = new Map()
  private definitions: ReadonlyMap<string, Definition> = new Map()

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
      case 'index':
      case 'slice':
      case 'iterate':
        return this.each(this.carry(filter.target, input), (x) => stepped(x, filter))
      case 'pipe':
        return this.each(this.carry(filter.left, input), (x) => this.carry(filter.right, x))
      case 'comma': {
        const sides = [filter.left, filter.right].map((side) => listOf(this.carry(side, input)))
        return list(`array_concat(${sides.join(', ')})`)
      }
      case 'array':
        return array(filter.inner === undefined ? '[]' : listOf(this.carry(filter.inner, input)))
      case 'object':
        return this.object(filter.members, [], input)
      case 'text':
        return one(`(${filter.parts.map((part) => this.shown(part, input)).join(' || ')})`)
      case 'update':
        return one(this.update(filter.operator, filter.path, filter.value, input))
      case 'variable':
        return one(this.variable(filter.name))
      case 'bind':
        return this.each(this.carry(filter.source, input), (x) =>
          this.with(filter.name, x.code, () => this.carry(filter.body, input)),
        )
      case 'reduce':
        return one(this.reduce(filter, input))
      case 'define':
        return this.define(filter, input)
      case 'binary':
        return this.binary(filter.operator, filter.left, filter.right, input)
      case 'if':
        return this.branch(filter, input)
      case 'call':
        return this.call(filter.name, filter.args, input)
    }
  }

  private variable(name: string): string {
    const code = this.variables.get(name)
    if (code === undefined) throw new Uncarried(`\`${name}\``)
    return code
  }

  private define({ name, body, rest }: Filter & { readonly kind: 'define' }, input: Result): Result {
    const { variables, definitions } = this
    this.definitions = new Map(definitions).set(name, { body, variables, definitions })
    const result = this.carry(rest, input)
    this.definitions = definitions
    return result
  }

  private fresh(): string {
    this.names += 1
    return `x${String(this.names)}`
  }

  private with<T>(name: string, code: string, work: () => T): T {
    const before = this.variables
    this.variables = new Map(before).set(name, code)
    const result = work()
    this.variables = before
    return result
  }

  /** An object for each value of the one member that may have several. */
  private object(members: readonly Member[], before: readonly string[], input: Result): Result {
    const [first, ...rest] = members
    if (first === undefined) return one(objectOf(before))
    const [name, filter] = first
    const value = this.carry(filter, input)
    const made = (code: string): Result => {
      const member =
        typeof name === 'string'
          ? `{${nameOf(name)}: ${code}}`
          : `from_entries([{key: not_null(${this.single(name, input)}), value: ${code}}])`
      return this.object(rest, [...before, member], input)
    }
    if (!value.isList) return made(value.code)
    const each = this.fresh()
    const inner = made(each)
    if (inner.isList) throw new Uncarried('several results of two members')
    return list(`map(${value.code}, ${each} -> ${inner.code})`)
  }

  /** A part of a text as it is shown there. */
  private shown(part: Filter, input: Result): string {
    if (part.kind === 'literal' && typeof part.value === 'string') return literalCode(part.value)
    const code = this.single(part, input)
    return `CASE WHEN is_string(${code}) THEN ${code} ELSE json_text(${code}) END`
  }

  private update(operator: string, path: Filter, value: Filter, input: Result): string {
    const right = operator === '|=' ? '' : this.single(value, input)
    const change = (old: string): string => {
      if (operator === '|=') return this.single(value, one(old))
      return operator === '=' ? right : operate(operator.slice(0, 1), identity, value, old, right)
    }
    return changedAt(input.code, stepsOf(path), change, () => this.fresh())
  }

  private reduce(filter: Filter & { readonly kind: 'reduce' }, input: Result): string {
    const source = listOf(this.carry(filter.source, input))
    const start = this.single(filter.start, input)
    const [sum, element] = [this.fresh(), this.fresh()]
    const next = this.with(filter.name, element, () => this.single(filter.update, one(sum)))
    return `reduce(${source}, ${start}, (${sum}, ${element}) -> ${next})`
  }

  private branch(filter: Filter & { readonly kind: 'if' }, input: Result): Result {
    const then = this.carry(filter.then, input)
    const otherwise = filter.otherwise === undefined ? input : this.carry(filter.otherwise, input)
    const test = this.truth(filter.condition, input)
    if (!then.isList && !otherwise.isList)
      return one(`CASE WHEN ${test} THEN ${then.code} ELSE ${otherwise.code} END`)
    return list(`CASE WHEN ${test} THEN ${listOf(then)} ELSE ${listOf(otherwise)} END`)
  }

  /** A filter of one value for each value that came before. */
  private each(before: Result, filter: (x: Result) => Result): Result {
    if (!before.isList) return before.code.length > NAMED_LENGTH ? this.named(before, filter) : filter(before)
    const name = this.fresh()
    const inner = filter(one(name))
    if (inner.code === name) return before
    return list(`${inner.isList ? 'flat_map' : 'map'}(${before.code}, ${name} -> ${inner.code})`)
  }

  /** Gives a long value a name, so that it is written and computed once. */
  private named({ code, isArray }: Result, filter: (x: Result) => Result): Result {
    const name = this.fresh()
    const inner = filter(isArray === true ? array(name) : one(name))
    if (inner.isList) return list(`flat_map([${code}], ${name} -> ${inner.code})`)
    return { ...inner, code: `json_at(map([${code}], ${name} -> ${inner.code}), 1)` }
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
    return isTrue(code)
  }

  private binary(operator: string, left: Filter, right: Filter, input: Result): Result {
    if (operator === 'and' || operator === 'or')
      return one(`((${this.truth(left, input)}) ${operator.toUpperCase()} (${this.truth(right, input)}))`)
    if (operator === '//') {
      const [l, r] = [this.single(left, input), this.single(right, input)]
      return one(`CASE WHEN ${isTrue(l)} THEN ${l} ELSE ${r} END`)
    }
    const [l, r] = [this.carry(left, input), this.carry(right, input)]
    if (l.isList && r.isList) throw new Uncarried('several results on both sides')
    if (r.isList) return this.each(r, (x) => one(operate(operator, left, right, l.code, x.code)))
    return this.each(l, (x) => one(operate(operator, left, right, x.code, r.code)))
  }

  private call(name: string, args: readonly Filter[], input: Result): Result {
    const [first] = args
    if (first === undefined) {
      const defined = this.definitions.get(name)
      if (defined !== undefined) return this.expand(defined, input)
      const test = Object.hasOwn(kindTests, name) ? kindTests[name]?.(input.code) : undefined
      if (test !== undefined) return list(`CASE WHEN ${test} THEN [${input.code}] ELSE [] END`)
      if (name === 'empty') return list('[]')
      if (name === 'length' && input.isArray === true) return one(`array_length(${input.code})`)
      const code = Object.hasOwn(plainFunctions, name) ? plainFunctions[name]?.(input.code) : undefined
      if (code === undefined) throw new Uncarried(`\`${name}\``)
      return arrays.has(name) ? array(code) : one(code)
    }
    if (name === 'limit') return this.limit(first, args[1], input)
    if (args.length > 1) throw new Uncarried(`\`${name}\` of ${String(args.length)} arguments`)
    if (name === 'select')
      return list(`CASE WHEN ${this.truth(first, input)} THEN [${input.code}] ELSE [] END`)
    if (name === 'map') {
      const inner = this.carry({ kind: 'iterate', target: identity, isOptional: false }, input)
      return array(listOf(this.each(inner, (x) => this.carry(first, x))))
    }
    if (name === 'first' || name === 'last')
      return one(`json_at(${listOf(this.carry(first, input))}, ${name === 'first' ? '1' : '-1'})`)
    if (name === 'del') return one(removed(input.code, first, () => this.fresh()))
    if (name === 'with_entries')
      return this.each(this.call('to_entries', [], input), (x) =>
        this.each(this.call('map', [first], x), (y) => this.call('from_entries', [], y)),
      )
    const ofElements = Object.hasOwn(elementFunctions, name) ? elementFunctions[name] : undefined
    if (ofElements !== undefined) {
      const e = this.fresh()
      const code = ofElements(input.code, e, this.single(first, one(e)))
      return arrays.has(name) ? array(code) : one(code)
    }
    const ofText = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined
    if (ofText === undefined || first.kind !== 'literal' || typeof first.value !== 'string')
      throw new Uncarried(`\`${name}(…)\``)
    const code = ofText(input.code, textLiteral(first.value))
    return name === 'split' ? array(code) : one(code)
  }

  private expand(defined: Definition, input: Result): Result {
    if (++this.expansions > EXPANSIONS_MAX) throw new Uncarried('its length')
    const { variables, definitions } = this
    this.variables = defined.variables
    this.definitions = defined.definitions
    const result = this.carry(defined.body, input)
    this.variables = variables
    this.definitions = definitions
    return result
  }

  private limit(count: Filter, filter: Filter | undefined, input: Result): Result {
    if (
      count.kind !== 'literal' ||
      typeof count.value !== 'number' ||
      filter === undefined ||
      count.value < 1
    )
      throw new Uncarried('`limit` of a count that varies')
    return list(`slice(${listOf(this.carry(filter, input))}, 1, ${String(count.value)})`)
  }
}

/** The list of what the program gives for a value; an Uncarried names the part that has no counterpart. */
export const carryProgram = (filter: Filter, input: string): string =>
  listOf(new Carrier().carry(filter, one(input)))
