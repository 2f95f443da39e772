import { errorWords } from '../../base/error-words.ts'
import type { PassContext, PassCounts, PassResult, StreamProgram } from '../../codegen/program.ts'
import type { Batch } from '../../stream/batch.ts'

const words = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

const zeros = (rules: number): Float64Array => new Float64Array(rules)

const emptyCounts = ({ rules }: StreamProgram): PassCounts => ({
  decoded: 0,
  invalid: 0,
  ahead: 0,
  passed: zeros(rules.length),
  filtered: zeros(rules.length),
  unmatched: zeros(rules.length),
  failed: zeros(rules.length),
  mismatch: zeros(rules.length),
  skipped: rules.map(({ targets }) => zeros(targets.length)),
})

/** The result of a record that never reaches the pass, or that the pass broke on. */
export const invalidResult = (
  program: StreamProgram,
  record: number,
  slug: 'internal-error' | 'payload-too-large',
  message: string,
): PassResult => ({
  counts: { ...emptyCounts(program), invalid: 1 },
  chunks: [],
  failures: [{ record, rule: -1, slug, message, path: undefined }],
})

const singly = (
  program: StreamProgram,
  batch: Batch,
  records: Iterable<number>,
  context: PassContext,
): PassResult[] => {
  const results: PassResult[] = []
  const selected = new Int32Array(1)
  for (const record of records) {
    selected[0] = record
    try {
      results.push(program.pass(batch, selected, 1, context))
    } catch (error) {
      const message = errorWords(error)
      results.push(invalidResult(program, record, 'internal-error', message))
    }
  }
  return results
}

const allOf = (batch: Batch): Int32Array => Int32Array.from({ length: batch.count }, (_, i) => i)

/** Runs a pass. One that throws is a mistake of ours: its records run again one by one, the guilty ones fail. */
export const guardedPass = (
  program: StreamProgram,
  batch: Batch,
  selected: Int32Array | undefined,
  count: number,
  context: PassContext,
  report: (words: string) => void,
): PassResult[] => {
  try {
    return [program.pass(batch, selected, count, context)]
  } catch (error) {
    report(`internal error while stream ${program.stream.name} was evaluated: ${words(error)}`)
    return singly(program, batch, selected?.subarray(0, count) ?? allOf(batch), context)
  }
}
