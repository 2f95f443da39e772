import { Uncarried, type Filter } from './program.ts'

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\.[A-Za-z_]\w*|\.\.|[A-Za-z_]\w*)|(\/\/|==|!=|<=|>=|[-.[\](){}|,:<>+*/%;?$@])|(\S))/y

/** What binds least comes first; all of a line bind alike, from the left. */
const levels: readonly (readonly string[])[] = [
  ['//'],
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

/** Deepest nesting of a program, and how many words and signs it may have. */
const DEPTH_MAX = 40
const TOKENS_MAX = 500

const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) break
    if (match[5] !== undefined) throw new Uncarried(`\`${match[5]}\``)
    tokens.push(match[0].trim())
    if (tokens.length > TOKENS_MAX) throw new Uncarried('its length')
  }
  return tokens
}

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
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
  }

  private postfix(): Filter {
    if (++this.depth > DEPTH_MAX) throw new Uncarried('its depth')
    let target = this.primary()
    this.depth -= 1
    for (;;) {
      const token = this.peek() ?? ''
      if (/^\.[A-Za-z_]/.test(token)) {
        this.at += 1
        target = { kind: 'field', target, name: token.slice(1) }
      } else if (token === '.' && this.tokens[this.at + 1]?.startsWith('"') === true) {
        this.at += 1
        target = { kind: 'field', target, name: this.text() }
      } else if (token === '[') target = this.bracket(target)
      else if (token === '.' && this.tokens[this.at + 1] === '[') this.at += 1
      else return target
    }
  }

  private bracket(target: Filter): Filter {
    this.expect('[')
    if (this.take(']')) return { kind: 'iterate', target }
    const isNegative = this.take('-')
    const token = this.peek() ?? ''
    const found: Filter = token.startsWith('"')
      ? { kind: 'field', target, name: this.text() }
      : { kind: 'index', target, at: this.whole(isNegative) }
    this.expect(']')
    return found
  }

  private whole(isNegative: boolean): number {
    const token = this.peek() ?? ''
    if (!/^\d{1,6}$/.test(token)) throw this.uncarried()
    this.at += 1
    return isNegative ? -Number(token) : Number(token)
  }

  /** A text in double quotes, without anything put into it. */
  private text(): string {
    const token = this.peek() ?? ''
    if (!token.startsWith('"') || token.includes('\\(')) throw this.uncarried()
    this.at += 1
    try {
      return JSON.parse(token) as string
    } catch {
      throw new Uncarried(`\`${token}\``)
    }
  }

  private primary(): Filter {
    const token = this.peek()
    if (token === undefined) throw this.uncarried()
    if (token.startsWith('"')) return { kind: 'literal', value: this.text() }
    if (/^\.[A-Za-z_]/.test(token)) {
      this.at += 1
      return { kind: 'field', target: { kind: 'identity' }, name: token.slice(1) }
    }
    if (token === '.') return this.dot()
    this.at += 1
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token) }
    if (token === '-' && /^\d/.test(this.peek() ?? ''))
      return { kind: 'literal', value: -Number(this.tokens[this.at++]) }
    if (token === '(') return this.closed(')')
    if (token === '[') return this.take(']') ? { kind: 'array', inner: undefined } : this.array()
    if (token === '{') return this.object()
    if (token === 'if') return this.conditional()
    if (/^[A-Za-z_]/.test(token)) return this.call(token)
    this.at -= 1
    throw this.uncarried()
  }

  private dot(): Filter {
    this.expect('.')
    if (this.peek()?.startsWith('"') === true)
      return { kind: 'field', target: { kind: 'identity' }, name: this.text() }
    return { kind: 'identity' }
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
    const members: (readonly [string, Filter])[] = []
    while (!this.take('}')) {
      if (members.length > 0) this.expect(',')
      const token = this.peek() ?? ''
      const name = token.startsWith('"') ? this.text() : this.word()
      const value: Filter = this.take(':')
        ? this.binary(0)
        : { kind: 'field', target: { kind: 'identity' }, name }
      members.push([name, value])
    }
    return { kind: 'object', members }
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
