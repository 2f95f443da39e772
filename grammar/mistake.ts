import {
  EOF,
  NotAllInputParsedException,
  tokenMatcher,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type TokenType,
} from 'chevrotain'
import type { Mistake } from './machine.ts'

/** What the parser knows when it fails, carried through Chevrotain's message text. */
interface Noted {
  readonly ahead: number
  readonly expected: readonly string[]
}

const note = (ahead: number, expected: readonly TokenType[]): string => {
  const noted: Noted = { ahead, expected: [...new Set(expected.map((type) => type.name))] }
  return JSON.stringify(noted)
}

const matchedLength = (path: readonly TokenType[], actual: readonly IToken[]): number => {
  const end = path.findIndex((type, k) => {
    const token = actual[k]
    return token === undefined || !tokenMatcher(token, type)
  })
  return end < 0 ? path.length : end
}

/** The look-ahead may go wrong at its second or third token: that one is the mistake, not the first. */
const deepest = (paths: readonly (readonly TokenType[])[], actual: readonly IToken[]): string => {
  const lengths = paths.map((path) => matchedLength(path, actual))
  const ahead = Math.max(0, ...lengths)
  const expected = paths.flatMap((path, k) => (lengths[k] === ahead ? path.slice(ahead, ahead + 1) : []))
  return note(ahead, expected)
}

export const mistakeNotes: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => note(0, [expected]),
  buildNotAllInputParsedMessage: () => note(0, []),
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual }) => deepest(expectedPathsPerAlt.flat(), actual),
  buildEarlyExitMessage: ({ expectedIterationPaths, actual }) => deepest(expectedIterationPaths, actual),
}

/** The first failure of a parse; what follows it is mostly its consequence. */
export const mistakeOf = (
  errors: readonly IRecognitionException[],
  tokens: readonly IToken[],
): Mistake | undefined => {
  const error = errors[0]
  if (error === undefined) return undefined
  const { ahead, expected } = JSON.parse(error.message) as Noted
  const isLeftover = error instanceof NotAllInputParsedException || expected.join() === EOF.name
  const at = tokens.indexOf(error.token)
  return {
    at: at < 0 ? tokens.length : Math.min(at + ahead, tokens.length),
    expected: isLeftover ? [] : expected,
    rules: error.context.ruleStack,
    isLeftover,
  }
}
