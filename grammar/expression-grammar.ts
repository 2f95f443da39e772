import type { Rule } from './name-grammar.ts'
import { PrimaryGrammar } from './primary-grammar.ts'
import { mark, word } from './tokens.ts'

const comparisons = [
  mark.Equal,
  mark.NotEqual,
  mark.NotEqual2,
  mark.LessEqual,
  mark.GreaterEqual,
  mark.Less,
  mark.Greater,
]

/** Operators. Tightest first: unary, products, sums, ||, comparisons, NOT, AND, OR. */
export abstract class ExpressionGrammar extends PrimaryGrammar {
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
      ...this.when({ at: 2, types: [word('NULL')], isNot: true, behind: word('NOT') }),
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

  expressions: Rule = this.RULE('expressions', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.expression) })
  })

  /** Keys: no AND, OR or comparison unless in parentheses. */
  keys: Rule = this.RULE('keys', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.concatenation) })
  })
}
