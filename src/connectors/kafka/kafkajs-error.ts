import { errorWords } from '../../base/error-words.ts'
import type { WriteResult } from '../../stream/sink.ts'
import { writeResult } from './write-error.ts'

interface KafkajsError extends Error {
  readonly code?: unknown
  readonly cause?: unknown
}

const UNKNOWN_CODE = -1

/** The protocol's code, from wherever kafkajs has wrapped it. */
const codeOf = (error: unknown): number => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { cause, code } = at as KafkajsError
    if (typeof code === 'number') return code
    at = cause
  }
  return UNKNOWN_CODE
}

/** What a failed kafkajs request means for the rows. */
export const kafkajsResult = (error: unknown): WriteResult => {
  const message = errorWords(error)
  return writeResult(new Map([[codeOf(error), message]])) ?? { kind: 'retry', message }
}
