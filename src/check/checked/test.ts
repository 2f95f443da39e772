import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Expected } from '../../syntax/ast/index.ts'
import type { Value } from '../../types/value.ts'
import type { CheckedRule, CheckedStream, CheckedTable } from './project.ts'

/** Where a record or row is given. */
export type GivenPlace =
  | { readonly kind: 'connection'; readonly connection: string; readonly topic: string | undefined }
  | { readonly kind: 'stream'; readonly stream: CheckedStream; readonly topic: string | undefined }
  /** A rule that the tested one reads: its row as it leaves SELECT. */
  | { readonly kind: 'rule'; readonly rule: CheckedRule }
  | { readonly kind: 'table'; readonly table: CheckedTable }

/** The payload as it was written; JSON is text too, so that no digit is lost. */
export interface GivenPayload {
  readonly form: 'json' | 'text' | 'base64'
  readonly text: string
}

export interface CheckedGiven {
  readonly kind: 'given'
  readonly place: GivenPlace
  readonly payload: GivenPayload
  readonly key: string | Uint8Array | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly timeMs: number | undefined
  /** What the connection brings beside the payload: `qos`, `partition`, … */
  readonly attributes: Readonly<Record<string, Value>>
  readonly span: Span
}

/** A place where a row is expected: some of the rule's targets, rows of a policy, or the rule's own row. */
export interface ExpectedPlace {
  /** Indexes of the rule's targets that this may be; each has to be tried. */
  readonly targets: readonly number[]
  /** A connection that ON INVALID or ON ERROR sends failed records INTO. */
  readonly policies: string | undefined
  readonly ownRow: boolean
  readonly options: Readonly<Record<string, Value>>
  /** As it was written. */
  readonly text: string
  readonly span: Span
}

export type TestOutcome = 'error' | 'dead-letter'

export type CheckedStep =
  | { readonly kind: 'clock'; readonly timeMs: number; readonly span: Span }
  | { readonly kind: 'advance'; readonly ms: number; readonly span: Span }
  | CheckedGiven
  | {
      readonly kind: 'expect'
      readonly places: readonly ExpectedPlace[]
      readonly value: Expected
      readonly span: Span
    }
  /** `onlyNew`: rows since the EXPECT before, not all that nothing has expected yet. */
  | { readonly kind: 'expect-nothing'; readonly onlyNew: boolean; readonly span: Span }
  | {
      readonly kind: 'expect-outcome'
      readonly outcome: TestOutcome
      readonly slug: string | undefined
      readonly count: number
      readonly span: Span
    }

/** A TEST without errors. */
export interface CheckedTest {
  readonly title: string
  readonly rule: CheckedRule
  readonly steps: readonly CheckedStep[]
  readonly document: SourceDocument
  readonly span: Span
}
