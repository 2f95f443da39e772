import type { Slug } from '../diagnostic/codes.ts'

/**
 * An expression failed on one record: what a rule's ON ERROR or a stream's ON INVALID is about. Thrown by
 * functions, operators and decoders and caught by the pass, so it carries no stack.
 */
export class RecordError extends Error {
  readonly slug: Slug
  /** The field or expression it is about, as the author wrote it, where it is known. */
  readonly path: string | undefined

  constructor(slug: Slug, message: string, path?: string) {
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
    this.slug = slug
    this.path = path
  }
}
