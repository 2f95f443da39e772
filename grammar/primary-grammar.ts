import { NameGrammar, type Rule } from './name-grammar.ts'
import { EscapedText, mark, Name, NumberToken, Text, Unit, word } from './tokens.ts'

/** Literals, calls, paths, CASE and brackets: what operators join. */
export abstract class PrimaryGrammar extends NameGrammar {
  abstract expression: Rule
  abstract expressions: Rule

  primary: Rule = this.RULE('primary', () => {
    this.OR([
      { ...this.when({ at: 2, types: [Unit] }), ALT: () => this.SUBRULE(this.duration) },
      { ALT: () => this.CONSUME(NumberToken) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => this.CONSUME(word('NULL')) },
      { ALT: () => this.CONSUME(word('TRUE')) },
      { ALT: () => this.CONSUME(word('FALSE')) },
      { ...this.when({ at: 2, types: [Text, EscapedText] }), ALT: () => this.SUBRULE(this.timestamp) },
      { ALT: () => this.SUBRULE(this.caseForm) },
      { ...this.when({ at: 2, types: [mark.LeftParen] }), ALT: () => this.SUBRULE(this.call) },
      { ALT: () => this.SUBRULE(this.name) },
      {
        ALT: () => {
          this.CONSUME(mark.LeftParen)
          this.SUBRULE(this.expression)
          this.CONSUME(mark.RightParen)
        },
      },
      { ALT: () => this.SUBRULE(this.arrayLiteral) },
      { ALT: () => this.SUBRULE(this.objectLiteral) },
    ])
    this.MANY(() => this.SUBRULE(this.access))
  })

  duration: Rule = this.RULE('duration', () => {
    this.AT_LEAST_ONE(() => {
      this.CONSUME(NumberToken)
      this.CONSUME(Unit)
    })
  })

  timestamp: Rule = this.RULE('timestamp', () => {
    this.CONSUME(word('TIMESTAMP'))
    this.SUBRULE(this.text)
  })

  arrayLiteral: Rule = this.RULE('arrayLiteral', () => {
    this.CONSUME(mark.LeftBracket)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.expression) })
    this.CONSUME(mark.RightBracket)
  })

  objectLiteral: Rule = this.RULE('objectLiteral', () => {
    this.CONSUME(mark.LeftBrace)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.objectMember) })
    this.CONSUME(mark.RightBrace)
  })

  objectMember: Rule = this.RULE('objectMember', () => {
    this.OR([{ ALT: () => this.SUBRULE(this.memberName) }, { ALT: () => this.SUBRULE(this.text) }])
    this.CONSUME(mark.Colon)
    this.SUBRULE(this.expression)
  })

  access: Rule = this.RULE('access', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(mark.Dot)
          this.OR2([{ ALT: () => this.SUBRULE(this.memberName) }, { ALT: () => this.CONSUME(mark.Star) }])
        },
      },
      {
        ALT: () => {
          this.CONSUME(mark.LeftBracket)
          this.OR3([
            {
              ALT: () => {
                this.CONSUME(mark.DotDot)
                this.SUBRULE(this.expression, { LABEL: 'to' })
              },
            },
            {
              ALT: () => {
                this.SUBRULE2(this.expression, { LABEL: 'from' })
                this.OPTION(() => {
                  this.CONSUME2(mark.DotDot)
                  this.OPTION2(() => this.SUBRULE3(this.expression, { LABEL: 'to' }))
                })
              },
            },
          ])
          this.CONSUME(mark.RightBracket)
        },
      },
    ])
  })

  call: Rule = this.RULE('call', () => {
    this.CONSUME(Name)
    this.CONSUME(mark.LeftParen)
    this.OR([
      { ALT: () => this.CONSUME(mark.Star) },
      {
        ALT: () => {
          this.OPTION({
            // A column may have the name distinct.
            ...this.when({ at: 2, types: [mark.Comma, mark.RightParen, mark.Dot], isNot: true }),
            DEF: () => this.CONSUME(word('DISTINCT')),
          })
          this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.argument) })
        },
      },
    ])
    this.CONSUME(mark.RightParen)
    this.OPTION2(() => this.SUBRULE(this.filterClause))
    this.OPTION3(() => this.SUBRULE(this.overClause))
  })

  filterClause: Rule = this.RULE('filterClause', () => {
    this.CONSUME(word('FILTER'))
    this.CONSUME(mark.LeftParen)
    this.CONSUME(word('WHERE'))
    this.SUBRULE(this.expression)
    this.CONSUME(mark.RightParen)
  })

  overClause: Rule = this.RULE('overClause', () => {
    this.CONSUME(word('OVER'))
    this.CONSUME(mark.LeftParen)
    this.OPTION(() => {
      this.CONSUME(word('PARTITION'))
      this.CONSUME(word('BY'))
      this.SUBRULE(this.expressions)
    })
    this.OPTION2(() => {
      this.CONSUME(word('WHEN'))
      this.SUBRULE(this.expression)
    })
    this.CONSUME(mark.RightParen)
  })

  argument: Rule = this.RULE('argument', () => {
    this.OR([
      {
        ...this.when({ at: 2, types: [mark.Arrow] }),
        ALT: () => {
          this.CONSUME(Name, { LABEL: 'parameter' })
          this.CONSUME(mark.Arrow)
          this.SUBRULE(this.expression, { LABEL: 'body' })
        },
      },
      {
        ...this.when({ at: 2, types: [Name] }, { at: 3, types: [mark.Comma] }),
        ALT: () => {
          this.CONSUME(mark.LeftParen)
          this.CONSUME2(Name, { LABEL: 'parameter' })
          this.AT_LEAST_ONE(() => {
            this.CONSUME(mark.Comma)
            this.CONSUME3(Name, { LABEL: 'parameter' })
          })
          this.CONSUME(mark.RightParen)
          this.CONSUME2(mark.Arrow)
          this.SUBRULE2(this.expression, { LABEL: 'body' })
        },
      },
      {
        ...this.when({ at: 2, types: [mark.FatArrow] }),
        ALT: () => {
          this.CONSUME4(Name, { LABEL: 'named' })
          this.CONSUME(mark.FatArrow)
          this.SUBRULE3(this.expression, { LABEL: 'value' })
        },
      },
      {
        ALT: () => {
          this.SUBRULE4(this.expression, { LABEL: 'value' })
          this.OPTION(() => {
            this.CONSUME(word('AS'))
            this.SUBRULE(this.type)
          })
        },
      },
    ])
  })

  caseForm: Rule = this.RULE('caseForm', () => {
    this.CONSUME(word('CASE'))
    this.OPTION(() => this.SUBRULE(this.expression, { LABEL: 'operand' }))
    this.AT_LEAST_ONE(() => this.SUBRULE(this.caseBranch))
    this.OPTION2(() => {
      this.CONSUME(word('ELSE'))
      this.SUBRULE2(this.expression, { LABEL: 'otherwise' })
    })
    this.CONSUME(word('END'))
  })

  caseBranch: Rule = this.RULE('caseBranch', () => {
    this.CONSUME(word('WHEN'))
    this.SUBRULE(this.expression)
    this.CONSUME(word('THEN'))
    this.SUBRULE2(this.expression, { LABEL: 'then' })
  })
}
