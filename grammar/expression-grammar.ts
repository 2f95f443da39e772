import { CstParser, type IParserConfig, type ParserMethod, type CstNode } from 'chevrotain'
import {
  Backticked,
  DoubleQuoted,
  EscapedText,
  mark,
  Name,
  NumberToken,
  Text,
  tokens,
  Unit,
  Word,
  word,
} from './tokens.ts'

/** A rule of the grammar, called to parse it. */
export type Rule = ParserMethod<[], CstNode>

const comparisons = [
  mark.Equal,
  mark.NotEqual,
  mark.NotEqual2,
  mark.LessEqual,
  mark.GreaterEqual,
  mark.Less,
  mark.Greater,
]

/** Expressions, names, types and literals. Tightest first: access, unary, products, sums, ||, comparisons, NOT, AND, OR. */
export abstract class ExpressionGrammar extends CstParser {
  constructor(config: IParserConfig) {
    super(tokens, config)
  }

  name: Rule = this.RULE('name', () => {
    this.OR([
      { ALT: () => this.CONSUME(Name) },
      { ALT: () => this.CONSUME(DoubleQuoted) },
      { ALT: () => this.CONSUME(Backticked) },
    ])
  })

  /** After a dot any word is a name. */
  memberName: Rule = this.RULE('memberName', () => {
    this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(DoubleQuoted) },
      { ALT: () => this.CONSUME(Backticked) },
    ])
  })

  text: Rule = this.RULE('text', () => {
    this.OR([{ ALT: () => this.CONSUME(Text) }, { ALT: () => this.CONSUME(EscapedText) }])
  })

  type: Rule = this.RULE('type', () => {
    this.SUBRULE(this.name)
    this.OPTION(() => {
      this.CONSUME(mark.Less)
      this.SUBRULE(this.type)
      this.CONSUME(mark.Greater)
    })
    this.OPTION2(() => {
      this.CONSUME(mark.LeftParen)
      this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.CONSUME(NumberToken) })
      this.CONSUME(mark.RightParen)
    })
    this.OPTION3(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(word('EPOCH'))
            this.CONSUME(Unit)
          },
        },
        {
          ALT: () => {
            this.CONSUME(word('FORMAT'))
            this.SUBRULE(this.text)
            this.OPTION4(() => {
              this.CONSUME(word('ZONE'))
              this.SUBRULE2(this.text, { LABEL: 'zone' })
            })
          },
        },
      ])
    })
  })

  expression: Rule = this.RULE('expression', () => {
    this.AT_LEAST_ONE_SEP({ SEP: word('OR'), DEF: () => this.SUBRULE(this.conjunction) })
  })

  conjunction: Rule = this.RULE('conjunction', () => {
    this.AT_LEAST_ONE_SEP({ SEP: word('AND'), DEF: () => this.SUBRULE(this.negation) })
  })

  negation: Rule = this.RULE('negation', () => {
    this.MANY(() => this.CONSUME(word('NOT')))
    this.SUBRULE(this.comparison)
  })

  comparison: Rule = this.RULE('comparison', () => {
    this.SUBRULE(this.concatenation)
    this.OPTION({
      // NOT NULL behind an expression belongs to a column.
      GATE: () => this.LA(1).tokenType !== word('NOT') || this.LA(2).tokenType !== word('NULL'),
      DEF: () =>
        this.OR([
          {
            ALT: () => {
              this.SUBRULE(this.comparisonOperator)
              this.SUBRULE2(this.concatenation, { LABEL: 'right' })
            },
          },
          { ALT: () => this.SUBRULE(this.isTest) },
          { ALT: () => this.SUBRULE(this.predicate) },
        ]),
    })
  })

  comparisonOperator: Rule = this.RULE('comparisonOperator', () => {
    this.OR(comparisons.map((type) => ({ ALT: () => this.CONSUME(type) })))
  })

  isTest: Rule = this.RULE('isTest', () => {
    this.CONSUME(word('IS'))
    this.OPTION(() => this.CONSUME(word('NOT')))
    this.OR([
      { ALT: () => this.CONSUME(word('NULL')) },
      { ALT: () => this.CONSUME(word('TRUE')) },
      { ALT: () => this.CONSUME(word('FALSE')) },
      { ALT: () => this.CONSUME(word('MISSING')) },
      {
        ALT: () => {
          this.CONSUME(word('DISTINCT'))
          this.CONSUME(word('FROM'))
          this.SUBRULE(this.concatenation)
        },
      },
    ])
  })

  predicate: Rule = this.RULE('predicate', () => {
    this.OPTION(() => this.CONSUME(word('NOT')))
    this.OR([
      { ALT: () => this.SUBRULE(this.inTest) },
      {
        ALT: () => {
          this.CONSUME(word('BETWEEN'))
          this.SUBRULE(this.concatenation, { LABEL: 'low' })
          this.CONSUME(word('AND'))
          this.SUBRULE2(this.concatenation, { LABEL: 'high' })
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('LIKE'))
          this.SUBRULE3(this.concatenation, { LABEL: 'like' })
          this.OPTION2(() => {
            this.CONSUME(word('ESCAPE'))
            this.SUBRULE(this.text)
          })
        },
      },
      {
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(word('REGEXP')) }, { ALT: () => this.CONSUME(mark.Match) }])
          this.SUBRULE4(this.concatenation, { LABEL: 'regexp' })
        },
      },
    ])
  })

  inTest: Rule = this.RULE('inTest', () => {
    this.CONSUME(word('IN'))
    this.OR([
      {
        ALT: () => {
          this.CONSUME(mark.LeftParen)
          this.SUBRULE(this.expressions)
          this.CONSUME(mark.RightParen)
        },
        IGNORE_AMBIGUITIES: true,
      },
      { ALT: () => this.SUBRULE(this.primary) },
    ])
  })

  concatenation: Rule = this.RULE('concatenation', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Concat, DEF: () => this.SUBRULE(this.sum) })
  })

  sum: Rule = this.RULE('sum', () => {
    this.SUBRULE(this.product)
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(mark.Plus, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(mark.Minus, { LABEL: 'operator' }) },
      ])
      this.SUBRULE2(this.product)
    })
  })

  product: Rule = this.RULE('product', () => {
    this.SUBRULE(this.unary)
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(mark.Star, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(mark.Slash, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(mark.Percent, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(word('DIV'), { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(word('MOD'), { LABEL: 'operator' }) },
      ])
      this.SUBRULE2(this.unary)
    })
  })

  unary: Rule = this.RULE('unary', () => {
    this.OPTION(() => this.CONSUME(mark.Minus))
    this.SUBRULE(this.primary)
  })

  primary: Rule = this.RULE('primary', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.duration) },
      { ALT: () => this.CONSUME(NumberToken) },
      { ALT: () => this.SUBRULE(this.text) },
      { ALT: () => this.CONSUME(word('NULL')) },
      { ALT: () => this.CONSUME(word('TRUE')) },
      { ALT: () => this.CONSUME(word('FALSE')) },
      { ALT: () => this.SUBRULE(this.timestamp) },
      { ALT: () => this.SUBRULE(this.caseForm) },
      { ALT: () => this.SUBRULE(this.call) },
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
          this.OPTION(() => this.CONSUME(word('DISTINCT')))
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
        ALT: () => {
          this.CONSUME(Name, { LABEL: 'parameter' })
          this.CONSUME(mark.Arrow)
          this.SUBRULE(this.expression, { LABEL: 'body' })
        },
      },
      {
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

  expressions: Rule = this.RULE('expressions', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.expression) })
  })

  /** Keys: no AND, OR or comparison unless in parentheses. */
  keys: Rule = this.RULE('keys', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.concatenation) })
  })
}
