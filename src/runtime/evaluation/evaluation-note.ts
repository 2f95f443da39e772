import type { Batch } from '../../stream/batch.ts'

/** Keeps where the process would find it after a crash that records are being evaluated. */
export interface EvaluationNote {
  /** Records are evaluated one by one: one of them has ended the process, and it is not known which. */
  readonly isSingly: boolean
  /** Records `from` to `to` are about to be evaluated. Gives those that must not be: they have ended the process. */
  begin(batch: Batch, from: number, to: number): ReadonlySet<number> | undefined
  end(): void
}

/** Where nothing is kept. */
export const noNote: EvaluationNote = { isSingly: false, begin: () => undefined, end: () => undefined }
