import type { Rule } from './name-grammar.ts'
import { QueryGrammar } from './query-grammar.ts'
import { mark, word } from './tokens.ts'

/** STREAM, TABLE, SINK, SET and RULE. */
export abstract class DeclarationGrammar extends QueryGrammar {
  literal: Rule = this.RULE('literal', () => {
    this.SUBRULE(this.unary)
  })

  column: Rule = this.RULE('column', () => {
    this.SUBRULE(this.name)
    this.SUBRULE(this.type)
    this.MANY(() => this.SUBRULE(this.columnPart))
  })

  columnPart: Rule = this.RULE('columnPart', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('NOT'))
          this.CONSUME(word('NULL'))
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('PRIMARY'))
          this.CONSUME(word('KEY'))
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('DEFAULT'))
          this.SUBRULE(this.literal)
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('FROM'))
          this.SUBRULE(this.expression)
        },
      },
    ])
  })

  columns: Rule = this.RULE('columns', () => {
    this.CONSUME(mark.LeftParen)
    this.MANY_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.column) })
    this.CONSUME(mark.RightParen)
  })

  stream: Rule = this.RULE('stream', () => {
    this.CONSUME(word('STREAM'))
    this.SUBRULE(this.name)
    this.OPTION(() => this.SUBRULE(this.columns))
    this.CONSUME(word('FROM'))
    this.SUBRULE(this.endpoint)
    this.MANY(() => this.SUBRULE(this.streamPart))
  })

  streamPart: Rule = this.RULE('streamPart', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('FORMAT'))
          this.SUBRULE(this.name, { LABEL: 'format' })
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('SCHEMA'))
          this.SUBRULE(this.text)
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('KEY'))
          this.SUBRULE(this.keys)
        },
      },
      { ALT: () => this.SUBRULE(this.eventTime) },
      {
        ALT: () => {
          this.CONSUME(word('DURABILITY'))
          this.SUBRULE2(this.name, { LABEL: 'durability' })
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('ON'))
          this.OR2([{ ALT: () => this.CONSUME(word('INVALID')) }, { ALT: () => this.CONSUME(word('AHEAD')) }])
          this.SUBRULE(this.policy)
        },
      },
    ])
  })

  eventTime: Rule = this.RULE('eventTime', () => {
    this.CONSUME(word('EVENT'))
    this.CONSUME(word('TIME'))
    this.SUBRULE(this.expression)
    this.OPTION(() => {
      this.CONSUME(word('BY'))
      this.SUBRULE(this.keys)
    })
    this.OPTION2(() => {
      this.CONSUME(word('DELAY'))
      this.SUBRULE2(this.expression, { LABEL: 'delay' })
    })
    this.OPTION3(() => {
      this.CONSUME(word('AHEAD'))
      this.SUBRULE3(this.expression, { LABEL: 'ahead' })
    })
    this.OPTION4(() => {
      this.CONSUME(word('IDLE'))
      this.SUBRULE4(this.expression, { LABEL: 'idle' })
    })
  })

  table: Rule = this.RULE('table', () => {
    this.CONSUME(word('TABLE'))
    this.SUBRULE(this.name)
    this.SUBRULE(this.columns)
    this.CONSUME(word('FROM'))
    this.SUBRULE(this.endpoint)
    this.MANY(() => this.SUBRULE(this.tablePart))
  })

  tablePart: Rule = this.RULE('tablePart', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(word('REFRESH'))
          this.CONSUME(word('EVERY'))
        },
      },
      {
        ALT: () => {
          this.CONSUME(word('MAX'))
          this.CONSUME(word('AGE'))
        },
      },
      { ALT: () => this.CONSUME(word('WAIT')) },
    ])
    this.SUBRULE(this.expression)
  })

  sink: Rule = this.RULE('sink', () => {
    this.CONSUME(word('SINK'))
    this.SUBRULE(this.name)
    this.CONSUME(word('INTO'))
    this.SUBRULE(this.endpoint)
  })

  set: Rule = this.RULE('set', () => {
    this.CONSUME(word('SET'))
    this.SUBRULE(this.name)
    this.CONSUME(mark.Equal)
    this.SUBRULE(this.expression)
  })

  rule: Rule = this.RULE('rule', () => {
    this.CONSUME(word('RULE'))
    this.SUBRULE(this.name)
    this.CONSUME(word('AS'))
    this.SUBRULE(this.query)
    this.OPTION(() => {
      this.CONSUME(word('INTO'))
      this.AT_LEAST_ONE_SEP({ SEP: mark.Comma, DEF: () => this.SUBRULE(this.target) })
    })
    this.MANY(() => this.SUBRULE(this.onClause))
  })

  onClause: Rule = this.RULE('onClause', () => {
    this.CONSUME(word('ON'))
    this.OR([{ ALT: () => this.CONSUME(word('ERROR')) }, { ALT: () => this.CONSUME(word('LATE')) }])
    this.SUBRULE(this.policy)
  })
}
