import { createToken, Lexer, type ITokenConfig, type TokenType } from 'chevrotain'

/** Any word, reserved or not: after a dot, as the name of an option. */
export const Word = createToken({ name: 'Word', pattern: Lexer.NA })
/** A word that can be a name. */
export const Name = createToken({ name: 'Name', pattern: Lexer.NA })
/** A word that can be an alias without AS. */
export const Bare = createToken({ name: 'Bare', pattern: Lexer.NA })
/** A unit of time. */
export const Unit = createToken({ name: 'Unit', pattern: Lexer.NA })

const token = (config: ITokenConfig): TokenType => createToken({ line_breaks: false, ...config })

export const Identifier = token({
  name: 'Identifier',
  // Letters by range: the lexer's own analysis cannot read character classes by property. The signs for times and
  // divided by, and a question mark that looks like a semicolon, stand between the letters and are left out.
  pattern:
    /[A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u2C00-\uD7FF\uF900-\uFDCF][A-Za-z0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u2C00-\uD7FF\uF900-\uFDCF]*/,
  categories: [Word, Name, Bare],
})

/**
 * The lexer finds identifiers; which of them are words of the language is looked up in `tokenize`. Chevrotain would go
 * through all members of a category for each that joins it, which took a third of the time until a first file is cut.
 */
const keyword = (name: string, categories: readonly TokenType[]): TokenType => {
  const type = token({ name, pattern: Lexer.NA })
  type.CATEGORIES = [...categories]
  const index = type.tokenTypeIdx ?? 0
  for (const category of categories) {
    category.isParent = true
    category.categoryMatches?.push(index)
    Object.assign(category.categoryMatchesMap ?? {}, { [index]: true })
  }
  return type
}

const words = (text: string, categories: readonly TokenType[]): Record<string, TokenType> =>
  Object.fromEntries(text.split(/\s+/).map((word) => [word, keyword(word, categories)]))

/** Words that are never a name unless quoted. */
export const reserved = words(
  'SELECT FOREACH FROM WHERE GROUP HAVING JOIN ON INTO AS AND OR NOT IN IS LIKE BETWEEN REGEXP CASE WHEN THEN ELSE END NULL TRUE FALSE',
  [Word],
)

/** Heads of clauses and statements: names, but no alias without AS. */
export const heads = words(
  'GRACE RULE STREAM TABLE SINK TEST SET ORDER LIMIT UNION RIGHT FULL CROSS OUTER OFFSET WINDOW LEFT INNER DEDUP EMIT HELD WITHIN LATE STATE DO INCASE BY ESCAPE DIV MOD DISTINCT MISSING',
  [Word, Name],
)

/** Words with a meaning in one place, and names everywhere else. */
export const soft = words(
  'TIMESTAMP EPOCH ZONE AHEAD IDLE GAP FORMAT SCHEMA KEY EVENT TIME DELAY INVALID ERROR DEAD LETTER DROP STOP FINAL CHANGES EVERY FOR AT GIVEN EXPECT NOTHING ADVANCE REFRESH PRIMARY DEFAULT TTL EXCEPT REPLACE OVER PARTITION FILTER SEQUENCE KEEP FIRST LAST MAX AGE WAIT DURABILITY ANY CONTAINING',
  [Word, Name, Bare],
)

export const units = words(
  'MILLISECONDS MILLISECOND SECONDS SECOND MINUTES MINUTE HOURS HOUR DAYS DAY WEEKS WEEK',
  [Word, Name, Bare, Unit],
)

/** Names of types: to the parser names like others, written in capitals like words of the language. */
export const typeWords: ReadonlySet<string> = new Set(
  'BOOLEAN INTEGER DOUBLE DECIMAL STRING BYTES TIMESTAMP DURATION ARRAY OBJECT ANY'.split(' '),
)

export const EscapedText = token({
  name: 'EscapedText',
  pattern: /[eE]'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'/,
  line_breaks: true,
})
export const Text = token({ name: 'Text', pattern: /'[^']*(?:''[^']*)*'/, line_breaks: true })
export const DoubleQuoted = token({ name: 'DoubleQuoted', pattern: /"[^"\\\n]*(?:(?:\\.|"")[^"\\\n]*)*"/ })
export const Backticked = token({ name: 'Backticked', pattern: /`[^`\n]*`/ })
export const NumberToken = token({ name: 'Number', pattern: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/ })

export const WhiteSpace = token({
  name: 'WhiteSpace',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
})
export const LineComment = token({ name: 'LineComment', pattern: /--[^\n]*/, group: 'comments' })
export const BlockComment = token({
  name: 'BlockComment',
  pattern: /\/\*[^]*?\*\//,
  group: 'comments',
  line_breaks: true,
})

const marks = {
  DotDot: '..',
  FatArrow: '=>',
  Arrow: '->',
  Concat: '||',
  LessEqual: '<=',
  GreaterEqual: '>=',
  NotEqual: '<>',
  NotEqual2: '!=',
  DoubleEqual: '==',
  DoubleAnd: '&&',
  Match: '=~',
  Dot: '.',
  Comma: ',',
  Semicolon: ';',
  LeftParen: '(',
  RightParen: ')',
  LeftBracket: '[',
  RightBracket: ']',
  LeftBrace: '{',
  RightBrace: '}',
  Colon: ':',
  Equal: '=',
  Less: '<',
  Greater: '>',
  Plus: '+',
  Minus: '-',
  Star: '*',
  Slash: '/',
  Percent: '%',
  Tilde: '~',
  Bang: '!',
} as const

/** Punctuation by name. */
export const mark = Object.fromEntries(
  Object.entries(marks).map(([name, pattern]) => [name, token({ name, pattern })]),
) as Record<keyof typeof marks, TokenType>

const keywords: Readonly<Record<string, TokenType>> = { ...reserved, ...heads, ...soft, ...units }

/** All tokens in the order in which the lexer tries them. */
export const tokens: TokenType[] = [
  WhiteSpace,
  LineComment,
  BlockComment,
  EscapedText,
  ...Object.values(keywords),
  Identifier,
  NumberToken,
  Text,
  DoubleQuoted,
  Backticked,
  ...Object.values(mark),
  Word,
  Name,
  Bare,
  Unit,
]

const byName: ReadonlyMap<string, TokenType> = new Map(tokens.map((type) => [type.name, type]))

/** A token type by its name. */
export const typeNamed = (name: string): TokenType => {
  const type = byName.get(name)
  if (type === undefined) throw new Error(`no such token: ${name}`)
  return type
}

/** The tokens that the lexer looks for; keywords and categories are found otherwise. */
export const scanned: TokenType[] = tokens.filter(({ PATTERN }) => PATTERN !== Lexer.NA)

/** A keyword's token type. */
export const word = (name: string): TokenType => {
  const type = keywords[name]
  if (type === undefined) throw new Error(`no such keyword: ${name}`)
  return type
}

/** The keyword that an identifier is, in capitals, in small letters or mixed. */
export const keywordOf = (image: string): TokenType | undefined =>
  spellings.get(image) ??
  (/^[a-z]*[A-Z][A-Za-z]*$/.test(image) ? spellings.get(image.toUpperCase()) : undefined)

/** The usual spellings, so that most words are found without a look at their letters. */
const spellings: ReadonlyMap<string, TokenType> = new Map(
  Object.entries(keywords).flatMap(([name, type]) => [
    [name, type],
    [name.toLowerCase(), type],
  ]),
)
