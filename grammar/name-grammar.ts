import {
  CstParser,
  tokenMatcher,
  type CstNode,
  type IParserConfig,
  type ParserMethod,
  type TokenType,
} from 'chevrotain'
import {
  Backticked,
  DoubleQuoted,
  EscapedText,
  mark,
  Name,
  NumberToken,
  Text,
  Unit,
  Word,
  word,
  tokens,
} from './tokens.ts'

/** A rule of the grammar, called to parse it. */
export type Rule = ParserMethod<[], CstNode>

/**
 * The condition of an alternative that begins like another behind it. Only these look further ahead than one token:
 * a parser that does so everywhere takes much longer to construct.
 */
export const when = (GATE: () => boolean): { GATE: () => boolean; IGNORE_AMBIGUITIES: true } => ({
  GATE,
  IGNORE_AMBIGUITIES: true,
})

/** Names, text and types: what the other groups are made of. */
export abstract class NameGrammar extends CstParser {
  constructor(config: IParserConfig) {
    super(tokens, config)
  }

  /** Is the token so many ahead, 1 being the next, one of these types? */
  protected isAhead(ahead: number, ...types: readonly TokenType[]): boolean {
    const token = this.LA(ahead)
    return types.some((type) => tokenMatcher(token, type))
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
}
