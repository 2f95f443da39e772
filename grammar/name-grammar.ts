import {
  CstParser,
  tokenMatcher,
  type CstNode,
  type IParserConfig,
  type IRuleConfig,
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

/** What must stand further ahead: all of these. */
export type Condition = readonly {
  /** 2 is the token behind the next one. */
  readonly at: number
  readonly types: readonly TokenType[]
  /** None of the types may stand there. */
  readonly isNot?: boolean
  /** Asked only where this is the next token. */
  readonly behind?: TokenType
}[]

interface Conditional {
  readonly GATE: () => boolean
  readonly IGNORE_AMBIGUITIES: true
  readonly condition: Condition
}

/** Names, text and types: what the other groups are made of. */
export abstract class NameGrammar extends CstParser {
  /** What each rule does, by its name: `machine.ts` runs by it. */
  readonly definitions = new Map<string, () => unknown>()

  constructor(config: IParserConfig) {
    super(tokens, config)
  }

  protected override RULE<F extends () => void>(
    name: string,
    implementation: F,
    config?: IRuleConfig<CstNode>,
  ): ParserMethod<Parameters<F>, CstNode> {
    this.definitions.set(name, implementation)
    return super.RULE(name, implementation, config)
  }

  /**
   * The condition of an alternative that begins like another behind it. Only these look further ahead than one
   * token: a parser that does so everywhere takes much longer to construct.
   */
  protected when(...condition: Condition): Conditional {
    return { GATE: () => this.holds(condition), IGNORE_AMBIGUITIES: true, condition }
  }

  private holds(condition: Condition): boolean {
    return condition.every(
      ({ at, types, isNot = false, behind }) =>
        (behind !== undefined && !tokenMatcher(this.LA(1), behind)) ||
        types.some((type) => tokenMatcher(this.LA(at), type)) !== isNot,
    )
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
