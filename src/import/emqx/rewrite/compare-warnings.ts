import type { Span } from '../../../diagnostic/span.ts'
import type { Context } from './context.ts'

export const warnNumberText = (context: Context, span: Span): void =>
  context.warn(
    'emqx-number-text',
    span,
    "text beside this number is read as JSON writes numbers: '05' is none and '1e3' is one, in EMQX it is the other way round",
    'where such text comes, import with --exact',
  )

/** An element that is compared with what does not fit; only = is worth its shortness there. */
export const warnElement = (context: Context, span: Span, what: string): void =>
  context.warn(
    'emqx-difference',
    span,
    `an element that has ${what} here is left out, and in EMQX that is an error, which leaves out all elements of the message`,
    'where such elements come, import with --exact',
  )
