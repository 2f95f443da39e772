import { Collector } from '../../src/diagnostic/collector.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import type { FileNode } from '../../src/syntax/ast/index.ts'
import { parse } from '../../src/syntax/parse.ts'

export interface Read {
  readonly document: SourceDocument
  readonly file: FileNode
  readonly findings: readonly Diagnostic[]
}

/** Parses a text and gives what came of it. */
export const read = (text: string): Read => {
  const document = new SourceDocument('test.rules', text)
  const collector = new Collector()
  const file = parse(document, collector)
  return { document, file, findings: collector.sorted() }
}

/** A finding on one line, with its place. */
export const findingLine = ({ document, span, slug, message, help, fix }: Diagnostic): string => {
  const from = document.position(span.start)
  const to = document.position(span.end)
  const place = `${String(from.line)}:${String(from.column)}-${to.line === from.line ? '' : `${String(to.line)}:`}${String(to.column)}`
  const rest = [help, fix === undefined ? undefined : `[${fix.title}]`].filter((part) => part !== undefined)
  return [`${place} ${slug}: ${message}`, ...rest].join(' | ')
}
