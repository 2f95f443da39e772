import type { IToken } from 'chevrotain'
import type { Mistake } from './machine.ts'
import { mistakeNotes, mistakeOf } from './mistake.ts'
import type { Rule } from './name-grammar.ts'
import { stepsOf, type Steps } from './steps.ts'
import { TestGrammar } from './test-grammar.ts'

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
  analyse(): this {
    this.performSelfAnalysis()
    return this
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

let parser: Grammar | undefined

/** Chevrotain's parser, which the machine is measured by. It takes long to construct. */
const chevrotain = (): Grammar => (parser ??= new Grammar({ isChecked: false }).analyse())

/** What Chevrotain says about the tokens of a statement or expression: its first mistake, if there is one. */
export const mistakeIn = (
  input: readonly IToken[],
  start: 'statement' | 'expression',
): Mistake | undefined => {
  const grammar = chevrotain()
  grammar.input = [...input]
  grammar[start]()
  return mistakeOf(grammar.errors, input)
}

/** The grammar's rules, for what is generated from it. */
export const grammarRules = (): ReturnType<Grammar['getSerializedGastProductions']> =>
  chevrotain().getSerializedGastProductions()

/** What every rule does, for the machine. */
export const grammarSteps = (): Steps => {
  const noting = new Grammar({ isChecked: false })
  return stepsOf(noting, noting.definitions)
}

/** Looks for ambiguities and left recursion in the grammar, and throws where it finds some: for tests, since it takes long. */
export const checkGrammar = (): void => {
  new Grammar({ isChecked: true }).analyse()
}
