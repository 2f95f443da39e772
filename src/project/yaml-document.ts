import { isMap, isNode, isScalar, parseDocument, type Document } from 'yaml'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Span } from '../diagnostic/span.ts'

/** A YAML text with the places of what it holds. */
export class YamlDocument {
  readonly source: SourceDocument
  private readonly document: Document.Parsed

  constructor(source: SourceDocument) {
    this.source = source
    this.document = parseDocument(source.text, { prettyErrors: false, maxAliasCount: 100 } as object)
  }

  /** Reports what is no YAML; answers whether there was any. */
  reportErrors(collector: Collector): boolean {
    for (const error of this.document.errors)
      collector.add(
        'bad-yaml',
        this.source,
        { start: error.pos[0], end: error.pos[1] },
        { message: error.message },
      )
    return this.document.errors.length > 0
  }

  value(): unknown {
    return this.document.toJS({ maxAliasCount: 100 }) as unknown
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
        if (isScalar(pair.key) && pair.key.value === key && pair.key.range)
          return { start: pair.key.range[0], end: pair.key.range[1] }
    return this.span(path)
  }
}
