import { ExpressionGrammar } from './expression-grammar.ts'
import type { Rule } from './name-grammar.ts'
import { Backticked, Bare, DoubleQuoted, mark, Name, NumberToken, Text, Word, word } from './tokens.ts'

/** SELECT and FOREACH, what they read, their clauses and targets. */
export abstract class QueryGrammar extends ExpressionGrammar {
  options: Rule = this.RULE('options', () => {
    this.CONSUME(mark.LeftParen)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.endpointOption) })
    this.CONSUME(mark.RightParen)
  })

  endpointOption: Rule = this.RULE('endpointOption', () => {
    this.CONSUME(Word)
    this.CONSUME(mark.Equal)
    this.SUBRULE(this.expression)
  })

  endpoint: Rule = this.RULE('endpoint', () => {
    this.SUBRULE(this.name)
    this.OPTION(() => this.SUBRULE(this.options))
  })

  target: Rule = this.RULE('target', () => {
    this.SUBRULE(this.endpoint)
    this.OPTION(() => {
      this.CONSUME(word('WHEN'))
      this.SUBRULE(this.expression)
    })
  })

  policy: Rule = this.RULE('policy', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('DEAD'))
          this.CONSUME(word('LETTER'))
        },
      },
      { ALT: () => this.CONSUME(word('DROP')) },
      { ALT: () => this.CONSUME(word('STOP')) },
      {
        ALT: () => {
          this.CONSUME(word('INTO'))
          this.SUBRULE(this.endpoint)
        },
      },
    ])
  })

  items: Rule = this.RULE('items', () => {
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.item) })
  })

  item: Rule = this.RULE('item', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(mark.Star)
          this.OPTION(() => this.SUBRULE(this.exceptList))
          this.OPTION2(() => this.SUBRULE(this.replaceList))
        },
      },
      {
        ALT: () => {
          this.SUBRULE(this.expression)
          this.OPTION3(() => {
            this.CONSUME(word('AS'))
            this.SUBRULE(this.outputPath)
          })
        },
      },
    ])
  })

  exceptList: Rule = this.RULE('exceptList', () => {
    this.CONSUME(word('EXCEPT'))
    this.CONSUME(mark.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.name) })
    this.CONSUME(mark.RightParen)
  })

  replaceList: Rule = this.RULE('replaceList', () => {
    this.CONSUME(word('REPLACE'))
    this.CONSUME(mark.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.replacement) })
    this.CONSUME(mark.RightParen)
  })

  replacement: Rule = this.RULE('replacement', () => {
    this.SUBRULE(this.expression)
    this.CONSUME(word('AS'))
    this.SUBRULE(this.name)
  })

  outputPath: Rule = this.RULE('outputPath', () => {
    this.SUBRULE(this.name)
    this.MANY(() => this.SUBRULE(this.outputStep))
  })

  outputStep: Rule = this.RULE('outputStep', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(mark.Dot)
          this.SUBRULE(this.memberName)
        },
      },
      {
        ALT: () => {
          this.CONSUME(mark.LeftBracket)
          this.CONSUME(NumberToken)
          this.CONSUME(mark.RightBracket)
        },
      },
    ])
  })

  source: Rule = this.RULE('source', () => {
    this.OR([
      { ALT: () => this.CONSUME(Name) },
      { ALT: () => this.CONSUME(DoubleQuoted) },
      { ALT: () => this.CONSUME(Backticked) },
      { ALT: () => this.CONSUME(Text) },
    ])
    this.OPTION(() => {
      this.OPTION2(() => this.CONSUME(word('AS')))
      this.SUBRULE(this.bareName)
    })
  })

  bareName: Rule = this.RULE('bareName', () => {
    this.OR([
      { ALT: () => this.CONSUME(Bare) },
      { ALT: () => this.CONSUME(DoubleQuoted) },
      { ALT: () => this.CONSUME(Backticked) },
    ])
  })

  from: Rule = this.RULE('from', () => {
    this.OR([
      { ...this.when({ at: 2, types: [mark.LeftParen] }), ALT: () => this.SUBRULE(this.sequence) },
      { ALT: () => this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.source) }) },
    ])
    this.MANY(() => this.SUBRULE(this.join))
  })

  join: Rule = this.RULE('join', () => {
    this.OPTION(() =>
      this.OR([{ ALT: () => this.CONSUME(word('LEFT')) }, { ALT: () => this.CONSUME(word('INNER')) }]),
    )
    this.CONSUME(word('JOIN'))
    this.SUBRULE(this.source)
    this.CONSUME(word('ON'))
    this.SUBRULE(this.expression)
    this.OPTION2(() => {
      this.CONSUME(word('WITHIN'))
      this.SUBRULE2(this.expression, { LABEL: 'within' })
    })
  })

  sequence: Rule = this.RULE('sequence', () => {
    this.CONSUME(word('SEQUENCE'))
    this.CONSUME(mark.LeftParen)
    this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.sequenceStep) })
    this.CONSUME(mark.RightParen)
    this.CONSUME(word('BY'))
    this.SUBRULE(this.keys)
    this.CONSUME(word('WITHIN'))
    this.SUBRULE(this.expression)
  })

  sequenceStep: Rule = this.RULE('sequenceStep', () => {
    this.OPTION(() => this.CONSUME(word('NOT')))
    this.SUBRULE(this.name)
    this.OPTION2(() =>
      this.OR([
        { ALT: () => this.CONSUME(mark.Plus) },
        {
          ALT: () => {
            this.CONSUME(mark.LeftBrace)
            this.CONSUME(NumberToken)
            this.CONSUME(mark.RightBrace)
          },
        },
      ]),
    )
    this.CONSUME(word('FROM'))
    this.SUBRULE(this.source)
    this.OPTION3(() => {
      this.CONSUME(word('WHERE'))
      this.SUBRULE(this.expression)
    })
  })

  query: Rule = this.RULE('query', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('SELECT'))
          this.SUBRULE(this.items)
        },
      },
      { ALT: () => this.SUBRULE(this.foreach) },
    ])
    this.CONSUME(word('FROM'))
    this.SUBRULE(this.from)
    this.OPTION(() => this.SUBRULE(this.whereClause))
    this.OPTION2(() => this.SUBRULE(this.groupClause))
    this.OPTION3(() => this.SUBRULE(this.havingClause))
    this.OPTION4(() => this.SUBRULE(this.dedupClause))
    this.OPTION5(() => this.SUBRULE(this.emitClause))
    this.OPTION6(() => this.SUBRULE(this.stateClause))
  })

  foreach: Rule = this.RULE('foreach', () => {
    this.CONSUME(word('FOREACH'))
    this.SUBRULE(this.expression, { LABEL: 'array' })
    this.OPTION(() => {
      this.CONSUME(word('AS'))
      this.SUBRULE(this.name)
    })
    this.OPTION2(() => {
      this.CONSUME(word('DO'))
      this.SUBRULE(this.items)
    })
    this.OPTION3(() => {
      this.CONSUME(word('INCASE'))
      this.SUBRULE2(this.expression, { LABEL: 'incase' })
    })
  })

  whereClause: Rule = this.RULE('whereClause', () => {
    this.CONSUME(word('WHERE'))
    this.SUBRULE(this.expression)
    this.OPTION(() => {
      this.CONSUME(word('HELD'))
      this.CONSUME(word('FOR'))
      this.SUBRULE2(this.expression, { LABEL: 'held' })
      this.CONSUME(word('BY'))
      this.SUBRULE(this.keys)
      this.OPTION2(() => {
        this.CONSUME(word('GAP'))
        this.SUBRULE3(this.expression, { LABEL: 'gap' })
      })
    })
  })

  groupClause: Rule = this.RULE('groupClause', () => {
    this.CONSUME(word('GROUP'))
    this.CONSUME(word('BY'))
    this.SUBRULE(this.expressions)
    this.OPTION(() => {
      this.CONSUME(word('GRACE'))
      this.SUBRULE(this.expression)
    })
  })

  havingClause: Rule = this.RULE('havingClause', () => {
    this.CONSUME(word('HAVING'))
    this.SUBRULE(this.expression)
  })

  dedupClause: Rule = this.RULE('dedupClause', () => {
    this.CONSUME(word('DEDUP'))
    this.CONSUME(word('BY'))
    this.SUBRULE(this.keys)
    this.CONSUME(word('WITHIN'))
    this.SUBRULE(this.expression)
    this.OPTION(() => {
      this.CONSUME(word('KEEP'))
      this.OR([{ ALT: () => this.CONSUME(word('FIRST')) }, { ALT: () => this.CONSUME(word('LAST')) }])
    })
  })

  emitClause: Rule = this.RULE('emitClause', () => {
    this.CONSUME(word('EMIT'))
    this.OR([
      { ALT: () => this.CONSUME(word('FINAL')) },
      {
        ALT: () => {
          this.CONSUME(word('CHANGES'))
          this.OPTION(() => {
            this.CONSUME(word('EVERY'))
            this.SUBRULE(this.expression)
          })
        },
      },
    ])
  })

  stateClause: Rule = this.RULE('stateClause', () => {
    this.CONSUME(word('STATE'))
    this.CONSUME(word('TTL'))
    this.SUBRULE(this.expression)
  })
}
