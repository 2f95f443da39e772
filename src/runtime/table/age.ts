import { durationWords } from '../../types/duration.ts'
import { RecordError } from '../../types/record-error.ts'

/** Throws where what was read so long ago is older than MAX AGE allows. */
export const checkAge = (table: string, ageMs: number, maxAgeMs: number | undefined): void => {
  if (maxAgeMs === undefined || ageMs <= maxAgeMs) return
  const age = durationWords(Math.floor(ageMs / 1_000) * 1_000)
  throw new RecordError(
    'table-too-old',
    `the rows of table ${table} are of ${age} ago, MAX AGE is ${durationWords(maxAgeMs)}`,
  )
}
