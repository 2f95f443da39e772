import { isMap, isNode, isScalar, parseDocument, type Document, type ErrorCode } from 'yaml'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Span } from '../diagnostic/span.ts'

const LENGTH_MAX = 1_000_000
/** Aliases that one file may resolve; a few lines of them could otherwise unfold into gigabytes. */
const ALIASES_MAX = 100

/** Reasons in plainer words than the parser's own. */
const words: Readonly<Partial<Record<ErrorCode, string>>> = {
  DUPLICATE_KEY: 'this key stands here twice',
  TAB_AS_INDENT: 'tabs cannot indent',
}

/** A YAML text with the places of what it holds. */
export class YamlDocument {
  readonly source: SourceDocument
  private readonly document: Document.Parsed

  constructor(source: SourceDocument) {
    this.source = source
    const text = source.text.length > LENGTH_MAX ? '' : source.text
    this.document = parseDocument(text, { prettyErrors: false, logLevel: 'error' })
  }

  /** The whole as plain data; undefined, with findings, where it is no YAML. */
  read(collector: Collector): { readonly value: unknown } | undefined {
    if (this.source.text.length > LENGTH_MAX)
      return this.report(collector, { start: 0, end: 0 }, 'the file is larger than 1 MB')
    for (const { code, message, pos } of this.document.errors)
      this.report(collector, { start: pos[0], end: this.endOf(code, pos) }, words[code] ?? message)
    if (this.document.errors.length > 0) return undefined
    try {
      return { value: this.document.toJS({ maxAliasCount: ALIASES_MAX }) as unknown }
    } catch {
      return this.report(
        collector,
        { start: 0, end: 0 },
        'an alias has no anchor, or there are too many of them',
      )
    }
  }

  /** The place of the value at a path, or of the nearest thing round it. */
  span(path: readonly PropertyKey[]): Span {
    for (let length = path.length; length >= 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return { start: node.range[0], end: node.range[1] }
    }
    return { start: 0, end: 0 }
  }

  /** The place of a key in the mapping at a path. */
  keySpan(path: readonly PropertyKey[], key: string): Span {
    const map = path.length === 0 ? this.document.contents : this.document.getIn(path, true)
    if (isMap(map))
      for (const pair of map.items)
        if (isScalar(pair.key) && String(pair.key.value) === key && pair.key.range)
          return { start: pair.key.range[0], end: pair.key.range[1] }
    return this.span(path)
  }

  /** The place of the name of what should hold the thing at a path. */
  ownerSpan(path: readonly PropertyKey[]): Span {
    for (let length = path.length - 1; length > 0; length--) {
      const owner = path[length - 1]
      if (typeof owner === 'string' && this.document.hasIn(path.slice(0, length)))
        return this.keySpan(path.slice(0, length - 1), owner)
    }
    return { start: 0, end: 0 }
  }

  /** The parser marks the first letter of a repeated key; we show the whole of it. */
  private endOf(code: ErrorCode, [start, end]: readonly [number, number]): number {
    if (code !== 'DUPLICATE_KEY') return end
    const [key = ''] = /^[^\s:,{}]*/.exec(this.source.text.slice(start, start + 128)) ?? []
    return Math.max(end, start + key.length)
  }

  private report(collector: Collector, span: Span, message: string): undefined {
    collector.add('bad-yaml', this.source, span, { message })
    return undefined
  }
}
