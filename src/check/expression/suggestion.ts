import { closestName } from '../../base/closest-name.ts'
import type { Finding } from '../../diagnostic/collector.ts'
import type { Name } from '../../syntax/ast/index.ts'

/** What a finding says of the name that was probably meant. */
export type Suggestion = Pick<Finding, 'help' | 'fix'>

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/
const LENGTH_MIN = 3

/** Searches for a close name in one project, at the most. */
export const SUGGESTIONS_MAX = 200

/** The known word that was probably meant. Short words are close to everything, so only their case may differ. */
export const nearest = (word: string, known: readonly string[]): string | undefined =>
  word.length >= LENGTH_MIN
    ? closestName(word, known)
    : known.find((candidate) => candidate.toLowerCase() === word.toLowerCase())

/** "did you mean …" with its fix; nothing where no name is close. */
export const suggestion = (name: Name, close: string | undefined): Suggestion => {
  if (close === undefined) return {}
  const help = `did you mean \`${close}\`?`
  if (!PLAIN.test(close)) return { help }
  return { help, fix: { title: `write ${close}`, isGuess: true, edits: [{ span: name.span, text: close }] } }
}
