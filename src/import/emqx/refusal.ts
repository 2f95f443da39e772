import type { Slug } from '../../diagnostic/codes.ts'
import type { Span } from '../../diagnostic/span.ts'

/** Why a rule cannot be carried over, and where: it ends the import of that rule, and of no other. */
export class Refusal extends Error {
  readonly slug: Slug
  readonly span: Span
  readonly help: string | undefined

  constructor(slug: Slug, span: Span, message: string, help?: string) {
    super(message)
    this.slug = slug
    this.span = span
    this.help = help
  }
}

/** A Refusal whose span is a place of the document already, and not of the SQL in it. */
export class PlacedRefusal extends Refusal {}
