import { createTokenInstance, Lexer, type CstNode, type ILexingResult, type IToken } from 'chevrotain'
import type { Rule } from './name-grammar.ts'
import { mistakeNotes, mistakeOf, type Mistake } from './mistake.ts'
import { TestGrammar } from './test-grammar.ts'
import { tokens, word } from './tokens.ts'

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
      nodeLocationTracking: 'onlyOffset',
    })
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

/** What came of parsing: a tree, or the first mistake. */
export interface Parsed {
  readonly tree: CstNode | undefined
  readonly mistake: Mistake | undefined
}

let lexer: Lexer | undefined
let grammar: Grammar | undefined

/** Cuts a text into tokens; comments are in the group 'comments'. */
export const tokenize = (text: string): ILexingResult => {
  lexer ??= new Lexer(tokens, {
    positionTracking: 'onlyOffset',
    ensureOptimizations: false,
    skipValidations: true,
  })
  const lexed = lexer.tokenize(text)
  // The tree takes the ends of its nodes from the tokens; the lexer gives ends only together with lines.
  for (const token of lexed.tokens) token.endOffset = token.startOffset + token.image.length - 1
  return lexed
}

const run = (input: readonly IToken[], start: (grammar: Grammar) => CstNode | undefined): Parsed => {
  grammar ??= new Grammar({ isChecked: false })
  grammar.input = [...input]
  const tree = start(grammar)
  return { tree, mistake: mistakeOf(grammar.errors, input) }
}

/** Parses the tokens of one statement, without its semicolon. */
export const parseStatement = (input: readonly IToken[]): Parsed => run(input, (g) => g.statement())

/** Parses the tokens of one expression. */
export const parseExpression = (input: readonly IToken[]): Parsed => run(input, (g) => g.expression())

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
  grammar ??= new Grammar({ isChecked: false })
  return grammar.getSerializedGastProductions()
}

/** Looks for ambiguities and left recursion in the grammar, and throws where it finds some: for tests, since it takes long. */
export const checkGrammar = (): void => {
  new Grammar({ isChecked: true })
}
