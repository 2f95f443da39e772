import { expect } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { read, type Read } from './read.ts'

/** Words of the program's own world that no message may show. */
const INNER_WORDS = /undefined|NaN|RightParen|Identifier|EOF/

const isSound = ({ span, message }: Diagnostic, text: string): boolean =>
  span.start >= 0 &&
  span.end >= span.start &&
  span.end <= Math.max(text.length, span.start) &&
  message !== '' &&
  !INNER_WORDS.test(message)

/** Reads a text, and looks at what came of it: spans within the text, messages for people, nothing broken in silence. */
export const readSafely = (text: string): Read => {
  const result = read(text)
  const { file, findings } = result
  const isSilent = findings.length === 0 && file.statements.some(({ kind }) => kind === 'broken')
  if (isSilent) expect.fail(`broken without a finding: ${text}`)
  for (const finding of findings)
    if (!isSound(finding, text)) expect.fail(`${JSON.stringify(finding.span)} ${finding.message} in: ${text}`)
  return result
}
