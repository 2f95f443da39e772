import { RecordError } from '../../types/record-error.ts'
import { TEXT_LENGTH_MAX } from '../limits.ts'

/** Fills a text up to a length in characters, before or behind it; a longer text is cut at its end. */
export const pad = (text: string, length: number, fill: string, before: boolean): string => {
  if (length > TEXT_LENGTH_MAX)
    throw new RecordError('value-too-large', `a text of more than ${String(TEXT_LENGTH_MAX)} characters`)
  const characters = [...text]
  const missing = length - characters.length
  if (missing <= 0) return characters.slice(0, Math.max(0, length)).join('')
  const filler = [...fill]
  if (filler.length === 0) return text
  const filling = Array.from({ length: missing }, (_, k) => filler[k % filler.length]).join('')
  return before ? filling + text : text + filling
}
