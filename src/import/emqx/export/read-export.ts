import { Refusal } from '../refusal.ts'
import type { ExportNode, ObjectNode, TextNode } from './node.ts'

const DEPTH_MAX = 60
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

/** Reads JSON, and HOCON as EMQX writes it: bare words, `=`, dotted names, three quotes, comments. */
class ExportReader {
  private readonly text: string
  private at = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  document(): ExportNode {
    this.space()
    const first = this.text[this.at]
    const node = first === '{' || first === '[' ? this.value() : this.members('')
    this.space()
    if (this.at < this.text.length) throw this.wrong('the end of the file')
    return node
  }

  private wrong(wanted: string): Refusal {
    const span = { start: this.at, end: Math.min(this.at + 1, this.text.length) }
    return new Refusal('emqx-export', span, `expected ${wanted} in this JSON or HOCON`)
  }

  private space(): void {
    const pattern = /(?:[\s,\uFEFF]|#[^\n]*|\/\/[^\n]*)*/y
    pattern.lastIndex = this.at
    pattern.exec(this.text)
    this.at = pattern.lastIndex
  }

  private value(): ExportNode {
    if (++this.depth > DEPTH_MAX) throw this.wrong('less nesting')
    const node = this.plainValue()
    this.depth--
    return node
  }

  private plainValue(): ExportNode {
    const start = this.at
    switch (this.text[start]) {
      case '{':
        this.at++
        return this.members('}')
      case '[':
        this.at++
        return this.array(start)
      case '"':
        return this.text.startsWith('"""', start) ? this.longText() : this.shortText()
      default:
        return this.bare()
    }
  }

  private array(start: number): ExportNode {
    const elements: ExportNode[] = []
    for (;;) {
      this.space()
      if (this.text[this.at] === ']') {
        this.at++
        return { kind: 'array', elements, span: { start, end: this.at } }
      }
      elements.push(this.value())
    }
  }

  private members(close: string): ObjectNode {
    const start = Math.max(0, this.at - 1)
    const members = new Map<string, ExportNode>()
    for (;;) {
      this.space()
      if (this.at >= this.text.length) {
        if (close === '') return { kind: 'object', members, span: { start, end: this.at } }
        throw this.wrong(`\`${close}\``)
      }
      if (close !== '' && this.text[this.at] === close) {
        this.at++
        return { kind: 'object', members, span: { start, end: this.at } }
      }
      this.member(members)
    }
  }

  private member(members: Map<string, ExportNode>): void {
    const names = this.name()
    this.space()
    const sign = this.text[this.at]
    if (sign === '=' || sign === ':') this.at++
    else if (sign !== '{') throw this.wrong('`:` or `=`')
    this.inlineSpace()
    const value = this.value()
    const [first = '', ...rest] = names
    members.set(first, merged(members.get(first), nested(rest, value)))
  }

  private inlineSpace(): void {
    const pattern = /\s*/y
    pattern.lastIndex = this.at
    pattern.exec(this.text)
    this.at = pattern.lastIndex
  }

  /** `"name"`, `name` or `a.b."c d"`. */
  private name(): readonly string[] {
    const names: string[] = []
    for (;;) {
      if (this.text[this.at] === '"') names.push(this.shortText().value)
      else {
        const pattern = /[\w$-]+/y
        pattern.lastIndex = this.at
        const match = pattern.exec(this.text)
        if (match === null) throw this.wrong('a name')
        names.push(match[0])
        this.at = pattern.lastIndex
      }
      if (this.text[this.at] !== '.') return names
      this.at++
    }
  }

  private longText(): TextNode {
    const start = this.at
    const from = start + 3
    let end = this.text.indexOf('"""', from)
    if (end < 0) throw this.wrong('three quotes at the end of the text')
    while (this.text[end + 3] === '"') end++
    this.at = end + 3
    // `"""~` begins a text whose lines are indented as the file is.
    const isIndented = this.text[from] === '~'
    return isIndented
      ? indented(this.text, from + 1, end)
      : plain(this.text, from, end, { start, end: this.at })
  }

  private shortText(): TextNode {
    const start = this.at
    const places: number[] = []
    let value = ''
    for (this.at++; ;) {
      const character = this.text[this.at]
      if (character === undefined || character === '\n') throw this.wrong('a quote at the end of the text')
      if (character === '"') break
      const from = this.at
      const read = character === '\\' ? this.escape() : character
      if (character !== '\\') this.at++
      for (let k = 0; k < read.length; k++) places.push(from)
      value += read
    }
    places.push(this.at)
    this.at++
    return { kind: 'text', value, places, span: { start, end: this.at } }
  }

  private escape(): string {
    const next = this.text[this.at + 1] ?? ''
    if (next === 'u') {
      const code = this.text.slice(this.at + 2, this.at + 6)
      if (!/^[0-9A-Fa-f]{4}$/.test(code)) throw this.wrong('four digits behind \\u')
      this.at += 6
      return String.fromCharCode(parseInt(code, 16))
    }
    this.at += 2
    return escapes[next] ?? next
  }

  private bare(): ExportNode {
    const pattern = /[^\s,{}[\]"=:#][^,{}[\]\n#]*/y
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)
    if (match === null) throw this.wrong('a value')
    const raw = match[0].trimEnd()
    const span = { start: this.at, end: this.at + raw.length }
    this.at = span.end
    if (raw === 'null') return { kind: 'scalar', value: null, span }
    if (raw === 'true' || raw === 'false') return { kind: 'scalar', value: raw === 'true', span }
    if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return { kind: 'scalar', value: Number(raw), span }
    return plain(this.text, span.start, span.end, span)
  }
}

const plain = (text: string, start: number, end: number, span: { start: number; end: number }): TextNode => ({
  kind: 'text',
  value: text.slice(start, end),
  places: Array.from({ length: end - start + 1 }, (_, k) => start + k),
  span,
})

/** Lines of a text without the blanks that all of them begin with. */
const indented = (text: string, start: number, end: number): TextNode => {
  const raw = text.slice(start, end)
  const depth = Math.min(
    ...raw
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map((line) => line.length - line.trimStart().length),
  )
  let value = ''
  const places: number[] = []
  let at = start
  raw.split('\n').forEach((line, k) => {
    const skipped = k === 0 ? 0 : Math.min(Number.isFinite(depth) ? depth : 0, line.length)
    const isBlankEdge = k === 0 && line.trim() === ''
    if (!isBlankEdge) {
      const kept = `${line.slice(skipped)}\n`
      for (let c = 0; c < kept.length; c++) places.push(at + skipped + c)
      value += kept
    }
    at += line.length + 1
  })
  return {
    kind: 'text',
    value: value.trimEnd().replace(/~$/, ''),
    places: [...places, end],
    span: { start, end },
  }
}

const nested = (names: readonly string[], value: ExportNode): ExportNode => {
  const [first, ...rest] = names
  if (first === undefined) return value
  return { kind: 'object', members: new Map([[first, nested(rest, value)]]), span: value.span }
}

/** Objects of one name are one object; of other values the last one counts. */
const merged = (old: ExportNode | undefined, value: ExportNode): ExportNode => {
  if (old?.kind !== 'object' || value.kind !== 'object') return value
  const members = new Map(old.members)
  for (const [name, one] of value.members) members.set(name, merged(members.get(name), one))
  return { ...value, members }
}

/** Reads an export; a Refusal says where it is neither JSON nor HOCON. */
export const readExport = (text: string): ExportNode => new ExportReader(text).document()
