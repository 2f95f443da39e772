import { nextByte, skipText, skipValue } from '../../types/json/scan.ts'

/** JSON with its numbers as they were written: 1 and 1.0 are two texts, and all digits count. */
export type JsonTree =
  | { readonly kind: 'scalar'; readonly text: string }
  | { readonly kind: 'array'; readonly elements: readonly JsonTree[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonTree> }

const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8')

/** Reads JSON that is known to be well formed. */
class Reader {
  private readonly bytes: Uint8Array
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  value(): JsonTree {
    const { bytes } = this
    this.at = nextByte(bytes, this.at, bytes.length)
    if (bytes[this.at] === 123) return this.object()
    if (bytes[this.at] === 91) return this.array()
    const start = this.at
    this.at = skipValue(bytes, start, bytes.length)
    return { kind: 'scalar', text: textOf(bytes, start, this.at) }
  }

  private next(): number {
    this.at = nextByte(this.bytes, this.at, this.bytes.length)
    return this.bytes[this.at++] ?? 0
  }

  private object(): JsonTree {
    const members = new Map<string, JsonTree>()
    this.at++
    for (let mark = this.next(); mark !== 125; mark = this.next()) {
      if (mark === 44) mark = this.next()
      const start = this.at - 1
      this.at = skipText(this.bytes, start, this.bytes.length)
      const name = JSON.parse(textOf(this.bytes, start, this.at)) as string
      this.next()
      members.set(name, this.value())
    }
    return { kind: 'object', members }
  }

  private array(): JsonTree {
    const elements: JsonTree[] = []
    this.at++
    for (;;) {
      const mark = this.next()
      if (mark === 93) return { kind: 'array', elements }
      if (mark !== 44) this.at--
      elements.push(this.value())
    }
  }
}

/** The tree of JSON text; a text that is none becomes a JSON text of it. */
export const jsonTree = (bytes: Uint8Array): JsonTree => {
  const start = nextByte(bytes, 0, bytes.length)
  const end = skipValue(bytes, start, bytes.length)
  const isWhole = end >= 0 && nextByte(bytes, end, bytes.length) === bytes.length
  return isWhole
    ? new Reader(bytes).value()
    : { kind: 'scalar', text: JSON.stringify(Buffer.from(bytes).toString('utf8')) }
}

/** JSON on one line, with a space behind commas and colons, as TEST blocks are formatted. */
export const treeText = (tree: JsonTree): string => {
  switch (tree.kind) {
    case 'scalar':
      return tree.text
    case 'array':
      return `[${tree.elements.map(treeText).join(', ')}]`
    case 'object':
      return `{${[...tree.members].map(([name, member]) => `${JSON.stringify(name)}: ${treeText(member)}`).join(', ')}}`
  }
}
