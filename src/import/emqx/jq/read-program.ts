import { identity, Uncarried, type Filter, type Member } from './program.ts'
import { partsOf, tokensOf } from './tokens.ts'

/** What binds least comes first; all of a line bind alike, from the left. */
const levels: readonly (readonly string[])[] = [
  ['//'],
  ['=', '|=', '+=', '-=', '*=', '/='],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

/** The line of those that set a value at a path. */
const UPDATES = 1

/** Deepest nesting of a program. */
const DEPTH_MAX = 40
/** Reads a program of jq by recursive descent. */
class Reader {
  private readonly tokens: readonly string[]
  private at = 0
  private depth = 0

  constructor(tokens: readonly string[]) {
    this.tokens = tokens
  }

  program(): Filter {
    const filter = this.pipe()
    if (this.peek() !== undefined) throw this.uncarried()
    return filter
  }

  private peek(): string | undefined {
    return this.tokens[this.at]
  }

  private uncarried(): Uncarried {
    const token = this.peek()
    return new Uncarried(token === undefined ? 'its end' : `\`${token}\``)
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false
    this.at += 1
    return true
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.uncarried()
  }

  private pipe(): Filter {
    let left = this.comma()
    while (this.take('|')) left = { kind: 'pipe', left, right: this.comma() }
    return left
  }

  private comma(): Filter {
    let left = this.binary(0)
    while (this.take(',')) left = { kind: 'comma', left, right: this.binary(0) }
    return left
  }

  private binary(level: number): Filter {
    const operators = levels[level]
    if (operators === undefined) return this.postfix()
    let left = this.binary(level + 1)
    for (;;) {
      const operator = this.peek() ?? ''
      if (!operators.includes(operator)) return left
      this.at += 1
      const right = this.binary(level + 1)
      left =
        level === UPDATES
          ? { kind: 'update', operator, path: left, value: right }
          : { kind: 'binary', operator, left, right }
    }
  }

  private postfix(): Filter {
    if (++this.depth > DEPTH_MAX) throw new Uncarried('its depth')
    const target = this.steps(this.primary())
    this.depth -= 1
    if (!this.take('as')) return target
    const name = this.variable()
    this.expect('|')
    return { kind: 'bind', source: target, name, body: this.pipe() }
  }

  private steps(first: Filter): Filter {
    let target = first
    for (;;) {
      const token = this.peek() ?? ''
      if (/^\.[A-Za-z_]/.test(token)) {
        this.at += 1
        target = { kind: 'field', target, name: token.slice(1), isOptional: false }
      } else if (token === '.' && this.tokens[this.at + 1]?.startsWith('"') === true) {
        this.at += 1
        target = { kind: 'field', target, name: this.text(), isOptional: false }
      } else if (token === '[') target = this.bracket(target)
      else if (token === '.' && this.tokens[this.at + 1] === '[') this.at += 1
      else if (token === '?') target = this.optional(target)
      else return target
    }
  }

  private optional(target: Filter): Filter {
    if (target.kind !== 'field' && target.kind !== 'iterate') throw this.uncarried()
    this.at += 1
    return { ...target, isOptional: true }
  }

  private bracket(target: Filter): Filter {
    this.expect('[')
    if (this.take(']')) return { kind: 'iterate', target, isOptional: false }
    const found = this.inBrackets(target)
    this.expect(']')
    return found
  }

  private inBrackets(target: Filter): Filter {
    if (this.peek()?.startsWith('"') === true)
      return { kind: 'field', target, name: this.text(), isOptional: false }
    if (this.take(':')) return { kind: 'slice', target, from: 0, to: this.whole() }
    const at = this.whole()
    if (!this.take(':')) return { kind: 'index', target, at }
    return { kind: 'slice', target, from: at, to: this.peek() === ']' ? undefined : this.whole() }
  }

  private whole(): number {
    const isNegative = this.take('-')
    const token = this.peek() ?? ''
    if (!/^\d{1,6}$/.test(token)) throw this.uncarried()
    this.at += 1
    return isNegative ? -Number(token) : Number(token)
  }

  /** A text in double quotes, without anything put into it. */
  private text(): string {
    const token = this.peek() ?? ''
    const [only, ...others] = token.startsWith('"') ? partsOf(token) : []
    if (only === undefined || others.length > 0) throw this.uncarried()
    this.at += 1
    return only.text
  }

  /** A text, which may have programs in it. */
  private template(): Filter {
    const parts = partsOf(this.tokens[this.at++] ?? '').flatMap(({ text, program }): Filter[] => [
      { kind: 'literal', value: text },
      ...(program === undefined ? [] : [readProgram(program)]),
    ])
    const [only, ...others] = parts
    return only !== undefined && others.length === 0 ? only : { kind: 'text', parts }
  }

  private variable(): string {
    const token = this.peek() ?? ''
    if (!token.startsWith('$')) throw this.uncarried()
    this.at += 1
    return token
  }

  private primary(): Filter {
    const token = this.peek()
    if (token === undefined) throw this.uncarried()
    if (token.startsWith('"')) return this.template()
    if (token.startsWith('$')) return { kind: 'variable', name: this.variable() }
    if (/^\.[A-Za-z_]/.test(token)) return this.steps(identity)
    if (token === '.') return this.dot()
    this.at += 1
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token) }
    if (token === '-' && /^\d/.test(this.peek() ?? ''))
      return { kind: 'literal', value: -Number(this.tokens[this.at++]) }
    if (token === '-')
      return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0 }, right: this.postfix() }
    if (token === '(') return this.closed(')')
    if (token === '[') return this.take(']') ? { kind: 'array', inner: undefined } : this.array()
    if (token === '{') return this.object()
    if (token === 'if') return this.conditional()
    if (token === 'def') return this.definition()
    if (token === 'reduce') return this.reduction()
    if (/^[A-Za-z_]/.test(token)) return this.call(token)
    this.at -= 1
    throw this.uncarried()
  }

  private dot(): Filter {
    this.expect('.')
    if (this.peek()?.startsWith('"') === true)
      return { kind: 'field', target: identity, name: this.text(), isOptional: false }
    return identity
  }

  private closed(token: string): Filter {
    const inner = this.pipe()
    this.expect(token)
    return inner
  }

  private array(): Filter {
    return { kind: 'array', inner: this.closed(']') }
  }

  private object(): Filter {
    const members: Member[] = []
    while (!this.take('}')) {
      if (members.length > 0) this.expect(',')
      members.push(this.member())
    }
    return { kind: 'object', members }
  }

  private member(): Member {
    const token = this.peek() ?? ''
    if (token.startsWith('$')) {
      const name = this.variable()
      return [name.slice(1), { kind: 'variable', name }]
    }
    if (this.take('(')) {
      const computed = this.closed(')')
      this.expect(':')
      return [computed, this.binary(0)]
    }
    const name = token.startsWith('"') ? this.text() : this.word()
    if (this.take(':')) return [name, this.binary(0)]
    return [name, { kind: 'field', target: identity, name, isOptional: false }]
  }

  private definition(): Filter {
    const name = this.word()
    this.expect(':')
    const body = this.pipe()
    this.expect(';')
    return { kind: 'define', name, body, rest: this.pipe() }
  }

  private reduction(): Filter {
    const source = this.steps(this.primary())
    this.expect('as')
    const name = this.variable()
    this.expect('(')
    const start = this.pipe()
    this.expect(';')
    const update = this.pipe()
    this.expect(')')
    return { kind: 'reduce', source, name, start, update }
  }

  private word(): string {
    const token = this.peek() ?? ''
    if (!/^[A-Za-z_]\w*$/.test(token)) throw this.uncarried()
    this.at += 1
    return token
  }

  private conditional(): Filter {
    const condition = this.pipe()
    this.expect('then')
    const then = this.pipe()
    if (this.take('elif')) return { kind: 'if', condition, then, otherwise: this.conditional() }
    const otherwise = this.take('else') ? this.pipe() : undefined
    this.expect('end')
    return { kind: 'if', condition, then, otherwise }
  }

  private call(name: string): Filter {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' }
    if (name === 'null') return { kind: 'literal', value: null }
    const args: Filter[] = []
    if (this.take('(')) {
      do args.push(this.pipe())
      while (this.take(';'))
      this.expect(')')
    }
    return { kind: 'call', name, args }
  }
}

/** The program as a tree; an Uncarried names the part that has no counterpart. */
export const readProgram = (text: string): Filter => new Reader(tokensOf(text)).program()
