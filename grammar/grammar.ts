import { createTokenInstance, Lexer, type ILexingResult, type IToken } from 'chevrotain'
import type { Rule } from './name-grammar.ts'
import { Machine, type Mistake, type Parsed } from './machine.ts'
import { mistakeNotes, mistakeOf } from './mistake.ts'
import { compileRules, type Routine } from './program.ts'
import { stepsOf } from './steps.ts'
import { TestGrammar } from './test-grammar.ts'
import { Identifier, keywordOf, tokens, word } from './tokens.ts'

/** Tokens of look-ahead where an alternative has no condition of its own; more take much longer to construct. */
const LOOKAHEAD_MAX = 1

/** The whole grammar. A statement is parsed by itself, so that a broken one cannot take its neighbours along. */
class Grammar extends TestGrammar {
  constructor(options: { readonly isChecked: boolean }) {
    super({
      maxLookahead: LOOKAHEAD_MAX,
      // The first mistake is enough: src/syntax/repair goes on behind it, and says one thing for each mistake.
      recoveryEnabled: false,
      skipValidations: !options.isChecked,
      errorMessageProvider: mistakeNotes,
    })
  }

  /** Makes it ready to parse, which a grammar that is only looked at does without. */
  analyse(): void {
    this.performSelfAnalysis()
  }

  statement: Rule = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.rule) },
      { ALT: () => this.SUBRULE(this.stream) },
      { ALT: () => this.SUBRULE(this.table) },
      { ALT: () => this.SUBRULE(this.sink) },
      { ALT: () => this.SUBRULE(this.set) },
      { ALT: () => this.SUBRULE(this.test) },
    ])
  })
}

let lexer: Lexer | undefined
let grammar: Grammar | undefined
let routines: ReadonlyMap<string, Routine> | undefined
const machine = new Machine()

/** Chevrotain's parser, which the machine is measured by. It takes long to construct. */
const parser = (): Grammar => {
  if (grammar === undefined) {
    grammar = new Grammar({ isChecked: false })
    grammar.analyse()
  }
  return grammar
}

const routine = (name: string): Routine => {
  if (routines === undefined) {
    const noting = new Grammar({ isChecked: false })
    routines = compileRules(stepsOf(noting, noting.definitions))
  }
  const found = routines.get(name)
  if (found === undefined) throw new Error(`the grammar has no rule ${name}`)
  return found
}

/** Cuts a text into tokens; comments are in the group 'comments'. */
export const tokenize = (text: string): ILexingResult => {
  lexer ??= new Lexer(tokens, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: false,
    skipValidations: true,
  })
  const lexed = lexer.tokenize(text)
  for (const token of lexed.tokens) {
    if (token.tokenTypeIdx !== Identifier.tokenTypeIdx) continue
    const keyword = keywordOf(token.image)
    if (keyword === undefined) continue
    token.tokenType = keyword
    token.tokenTypeIdx = keyword.tokenTypeIdx ?? 0
  }
  return lexed
}

/** What Chevrotain says about the tokens of a statement or expression: its first mistake, if there is one. */
export const mistakeIn = (
  input: readonly IToken[],
  start: 'statement' | 'expression',
): Mistake | undefined => {
  const chevrotain = parser()
  chevrotain.input = [...input]
  chevrotain[start]()
  return mistakeOf(chevrotain.errors, input)
}

/** Parses the tokens of one statement, without its semicolon. */
export const parseStatement = (input: readonly IToken[]): Parsed => machine.read(routine('statement'), input)

/** Parses the tokens of one expression. */
export const parseExpression = (input: readonly IToken[]): Parsed =>
  machine.read(routine('expression'), input)

/** A token that nobody wrote, of a type by name, to put a repair to the test. */
export const makeToken = (typeName: string, image: string, offset: number): IToken => {
  const type = tokens.find((token) => token.name === typeName)
  if (type === undefined) throw new Error(`no such token: ${typeName}`)
  return createTokenInstance(type, image, offset, offset + image.length - 1, 0, 0, 0, 0)
}

/** The kinds of token that begin a statement. */
export const statementHeads = ['RULE', 'STREAM', 'TABLE', 'SINK', 'SET', 'TEST'].map(word)

/** The grammar's rules, for what is generated from it. */
export const grammarRules = (): ReturnType<Grammar['getSerializedGastProductions']> => {
  return parser().getSerializedGastProductions()
}

/** Looks for ambiguities and left recursion in the grammar, and throws where it finds some: for tests, since it takes long. */
export const checkGrammar = (): void => {
  new Grammar({ isChecked: true }).analyse()
}
