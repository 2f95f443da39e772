import { codes } from '../../diagnostic/codes.ts'
import type { Collector } from '../../diagnostic/collector.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Comment, FileNode } from '../../syntax/ast/index.ts'
import type { CheckOptions } from '../check-options.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import { nearest } from '../expression/suggestion.ts'

interface Ignore {
  readonly slug: string
  readonly document: SourceDocument
  readonly span: Span
  /** Findings that start here are ignored. */
  readonly over: Span
  wasUsed: boolean
}

const START = /^--\s*sluice:ignore\b/
const SYNTAX =
  /^--\s*sluice:ignore\s+([a-z][a-z0-9-]*)\s+until\s+(\d{4}-\d\d-\d\d)\s+because\s+'((?:[^']|'')+)'\s*$/
const DAY_MS = 86_400_000

const lineSpan = (document: SourceDocument, line: number): Span => {
  const { text } = document
  let start = 0
  for (let k = 1; k < line; k++) start = text.indexOf('\n', start) + 1
  const end = text.indexOf('\n', start)
  return { start, end: end === -1 ? text.length : end }
}

/** A comment with the line that it has for itself, or with the spaces before it. */
const removal = ({ text }: SourceDocument, span: Span): Span => {
  let { start } = span
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? '')) start--
  const isOwnLine = start === 0 || text[start - 1] === '\n'
  const end = isOwnLine ? text.indexOf('\n', span.end) + 1 : span.end
  return { start, end: end === 0 ? text.length : end }
}

/** A comment behind code covers its line; one on a line of its own the statement or line that follows it. */
const coverage = (document: SourceDocument, file: FileNode, comment: Comment): Span => {
  const { line } = document.position(comment.span.start)
  const own = lineSpan(document, line)
  if (document.text.slice(own.start, comment.span.start).trim() !== '') return own
  const isGap = (start: number): boolean =>
    document.text
      .slice(comment.span.end, start)
      .replace(/--[^\n]*|\/\*[^]*?\*\//g, '')
      .trim() === ''
  const next = file.statements.find(({ span }) => span.start >= comment.span.end && isGap(span.start))
  return next?.span ?? lineSpan(document, line + 1)
}

/** `-- sluice:ignore slug until 2027-01-31 because '…'`: warnings and notes that somebody accepts for a time. */
export class Ignores {
  private readonly all: Ignore[] = []
  private readonly collector: Collector
  private readonly todayMs: number | undefined

  constructor(options: Pick<CheckOptions, 'files' | 'todayMs'>, collector: Collector) {
    this.collector = collector
    this.todayMs = options.todayMs
    for (const { document, file } of options.files)
      for (const comment of file.comments) if (START.test(comment.text)) this.read(document, file, comment)
  }

  private read(document: SourceDocument, file: FileNode, comment: Comment): void {
    const { span } = comment
    const [, slug = '', until = ''] = SYNTAX.exec(comment.text.trimEnd()) ?? []
    const untilMs = parseTimestamp(`${until}T00:00:00Z`)
    if (slug !== '' && Number.isNaN(untilMs)) {
      this.collector.add('bad-ignore', document, span, { message: `there is no day ${until}` })
      return
    }
    if (slug === '') {
      this.collector.add('bad-ignore', document, span, { message: 'this sluice:ignore cannot be read' })
      return
    }
    const severity = Object.hasOwn(codes, slug) ? codes[slug as keyof typeof codes].severity : undefined
    if (severity === undefined || severity === 'error') {
      const close = severity === undefined ? nearest(slug, Object.keys(codes)) : undefined
      this.collector.add('bad-ignore', document, span, {
        message:
          severity === undefined
            ? `there is no finding \`${slug}\``
            : `\`${slug}\` is an error, which must be cured`,
        ...(close === undefined ? {} : { help: `did you mean \`${close}\`?` }),
      })
      return
    }
    if (this.todayMs !== undefined && this.todayMs >= untilMs + DAY_MS) {
      this.collector.add('ignore-expired', document, span, { message: `this held until ${until}` })
      return
    }
    this.all.push({ slug, document, span, over: coverage(document, file, comment), wasUsed: false })
  }

  /** Is this finding accepted? Errors never are. */
  takes(finding: Diagnostic): boolean {
    if (finding.severity === 'error') return false
    const ignore = this.all.find(
      (one) =>
        one.slug === finding.slug &&
        one.document === finding.document &&
        finding.span.start >= one.over.start &&
        finding.span.start <= one.over.end,
    )
    if (ignore === undefined) return false
    ignore.wasUsed = true
    return true
  }

  /** Reports what ignored nothing. Not beside errors: what they keep from being looked at could have had findings. */
  finish(hasErrors: boolean): void {
    if (hasErrors) return
    for (const { slug, document, span, wasUsed } of this.all)
      if (!wasUsed)
        this.collector.add('unused-ignore', document, span, {
          message: `there is no \`${slug}\` here to ignore`,
          fix: { title: 'take it away', edits: [{ span: removal(document, span), text: '' }] },
        })
  }
}
