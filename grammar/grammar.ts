import { createTokenInstance, Lexer, type ILexingResult, type IToken } from 'chevrotain'
import { Machine, type Parsed } from './machine.ts'
import { compileRules, type Routine } from './program.ts'
import type { Steps } from './steps.ts'
import steps from './steps.json' with { type: 'json' }
import { Identifier, keywordOf, scanned, typeNamed, word } from './tokens.ts'

let lexer: Lexer | undefined
let routines: ReadonlyMap<string, Routine> | undefined
const machine = new Machine()

const routine = (name: string): Routine => {
  // TypeScript reads every name in a JSON file as any text; a test holds the file to the grammar.
  routines ??= compileRules(steps as Steps)
  const found = routines.get(name)
  if (found === undefined) throw new Error(`the grammar has no rule ${name}`)
  return found
}

/** Cuts a text into tokens; comments are in the group 'comments'. */
export const tokenize = (text: string): ILexingResult => {
  lexer ??= new Lexer(scanned, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: false,
    skipValidations: true,
  })
  const lexed = lexer.tokenize(text)
  const { tokens } = lexed
  const identifier = Identifier.tokenTypeIdx
  for (let k = 0; k < tokens.length; k++) {
    const token = tokens[k]!
    if (token.tokenTypeIdx !== identifier) continue
    const keyword = keywordOf(token.image)
    if (keyword === undefined) continue
    token.tokenType = keyword
    token.tokenTypeIdx = keyword.tokenTypeIdx ?? 0
  }
  return lexed
}

/** Parses the tokens of one statement, without its semicolon. */
export const parseStatement = (input: readonly IToken[]): Parsed => machine.read(routine('statement'), input)

/** Parses the tokens of one expression. */
export const parseExpression = (input: readonly IToken[]): Parsed =>
  machine.read(routine('expression'), input)

/** A token that nobody wrote, of a type by name, to put a repair to the test. */
export const makeToken = (typeName: string, image: string, offset: number): IToken =>
  createTokenInstance(typeNamed(typeName), image, offset, offset + image.length - 1, 0, 0, 0, 0)

/** The kinds of token that begin a statement. */
export const statementHeads = ['RULE', 'STREAM', 'TABLE', 'SINK', 'SET', 'TEST'].map(word)
