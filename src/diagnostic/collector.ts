import { codes, type Slug } from './codes.ts'
import type { Diagnostic, Fix, Related, Severity } from './diagnostic.ts'
import type { SourceDocument } from './document.ts'
import type { Span } from './span.ts'

/** What a check adds to the usual text of its slug. */
export interface Finding {
  readonly message: string
  readonly reason?: string
  readonly severity?: Severity
  readonly help?: string
  readonly fix?: Fix
  readonly related?: readonly Related[]
}

/** Gathers findings up to a limit, so that hostile input cannot make the checker talk for ever. */
export class Collector {
  readonly findingsMax: number
  private readonly found: Diagnostic[] = []
  private readonly seen = new Set<string>()

  constructor(options: { findingsMax?: number } = {}) {
    this.findingsMax = options.findingsMax ?? 1_000
  }

  /** Adds a finding; the same slug at the same place is kept once. */
  add(slug: Slug, document: SourceDocument, span: Span, finding: Finding): void {
    const id = `${slug} ${document.name} ${String(span.start)} ${String(span.end)}`
    if (this.found.length >= this.findingsMax || this.seen.has(id)) return
    this.seen.add(id)
    const code = codes[slug]
    this.found.push({ severity: code.severity, reason: code.reason, ...finding, slug, document, span })
  }

  get hasErrors(): boolean {
    return this.found.some((d) => d.severity === 'error')
  }

  /** All findings in the order of file and place. */
  sorted(): readonly Diagnostic[] {
    return [...this.found].sort(
      (a, b) =>
        (a.document.name < b.document.name ? -1 : a.document.name > b.document.name ? 1 : 0) ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end,
    )
  }
}
