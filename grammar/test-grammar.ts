import { DeclarationGrammar } from './declaration-grammar.ts'
import type { Rule } from './name-grammar.ts'
import { Backticked, DoubleQuoted, mark, Name, NumberToken, Text, word } from './tokens.ts'

/** TEST, with JSON values and what loosens a comparison. */
export abstract class TestGrammar extends DeclarationGrammar {
  json: Rule = this.RULE('json', () => {
    this.OR([
      { ALT: () => this.CONSUME(DoubleQuoted) },
      { ALT: () => this.SUBRULE(this.jsonNumber) },
      { ALT: () => this.CONSUME(word('TRUE')) },
      { ALT: () => this.CONSUME(word('FALSE')) },
      { ALT: () => this.CONSUME(word('NULL')) },
      { ALT: () => this.CONSUME(word('ANY')) },
      { ALT: () => this.SUBRULE(this.jsonArray) },
      {
        ALT: () => {
          this.OPTION(() => this.CONSUME(word('CONTAINING')))
          this.SUBRULE(this.jsonObject)
        },
      },
    ])
  })

  jsonNumber: Rule = this.RULE('jsonNumber', () => {
    this.OPTION(() => this.CONSUME(mark.Minus))
    this.CONSUME(NumberToken)
    this.OPTION2(() => {
      this.CONSUME(mark.Tilde)
      this.CONSUME2(NumberToken, { LABEL: 'tolerance' })
    })
  })

  jsonArray: Rule = this.RULE('jsonArray', () => {
    this.CONSUME(mark.LeftBracket)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.json) })
    this.CONSUME(mark.RightBracket)
  })

  jsonObject: Rule = this.RULE('jsonObject', () => {
    this.CONSUME(mark.LeftBrace)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.jsonMember) })
    this.CONSUME(mark.RightBrace)
  })

  jsonMember: Rule = this.RULE('jsonMember', () => {
    this.CONSUME(DoubleQuoted)
    this.CONSUME(mark.Colon)
    this.SUBRULE(this.json)
  })

  place: Rule = this.RULE('place', () => {
    this.OR([
      { ALT: () => this.CONSUME(Text) },
      {
        ALT: () => {
          this.OPTION({
            // A connection may have the name table.
            ...this.when({ at: 2, types: [Name, DoubleQuoted, Backticked] }),
            DEF: () => this.CONSUME(word('TABLE')),
          })
          this.SUBRULE(this.name)
          this.OPTION2(() =>
            this.OR2<unknown>([
              { ALT: () => this.CONSUME2(Text) },
              { ALT: () => this.SUBRULE(this.options) },
            ]),
          )
        },
      },
    ])
  })

  test: Rule = this.RULE('test', () => {
    this.CONSUME(word('TEST'))
    this.SUBRULE(this.text)
    this.CONSUME(word('FOR'))
    this.SUBRULE(this.name)
    this.MANY(() => this.SUBRULE(this.testStep))
  })

  testStep: Rule = this.RULE('testStep', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('AT'))
          this.SUBRULE(this.text)
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('ADVANCE'))
          this.SUBRULE(this.expression)
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('GIVEN'))
          this.SUBRULE(this.place)
          // Bytes that are no JSON are given as an option.
          this.OPTION(() => this.SUBRULE(this.json))
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('EXPECT'))
          this.SUBRULE(this.expectation)
        },
      },
    ])
  })

  expectation: Rule = this.RULE('expectation', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('NOTHING'))
          this.OPTION(() => this.CONSUME(word('ELSE')))
        },
        IGNORE_AMBIGUITIES: true,
      },
      {
        ALT: () => {
          this.SUBRULE(this.outcome)
          this.OPTION2(() => this.SUBRULE(this.text))
          this.OPTION3(() => this.CONSUME(NumberToken))
        },
        IGNORE_AMBIGUITIES: true,
      },
      {
        ALT: () => {
          this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.place) })
          this.SUBRULE(this.json)
        },
      },
    ])
  })

  outcome: Rule = this.RULE('outcome', () => {
    this.OR([
      { ALT: () => this.CONSUME(word('LATE')) },
      { ALT: () => this.CONSUME(word('ERROR')) },
      {
        ALT: () => {
          this.CONSUME(word('DEAD'))
          this.CONSUME(word('LETTER'))
        },
      },
    ])
  })
}
