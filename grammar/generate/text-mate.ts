import { heads, reserved, soft, typeWords, units } from '../tokens.ts'

/** Words that stand for values rather than begin or join things. */
const constants = ['NULL', 'TRUE', 'FALSE', 'MISSING']
const operators = [
  'AND',
  'OR',
  'NOT',
  'IN',
  'IS',
  'LIKE',
  'BETWEEN',
  'REGEXP',
  'DIV',
  'MOD',
  'ESCAPE',
  'DISTINCT',
]
/** Common names of columns, which would look odd in the colour of keywords everywhere. */
const oftenNames = new Set([
  'KEY',
  'TIME',
  'AT',
  'STATE',
  'FIRST',
  'LAST',
  'ERROR',
  'EVENT',
  'ZONE',
  'WINDOW',
  'FORMAT',
])

const words = (list: readonly string[]): string => `(?i)(?<![.\\w])(?:${[...list].sort().join('|')})\\b`

const keywords = (): readonly string[] =>
  [...Object.keys(reserved), ...Object.keys(heads), ...Object.keys(soft)].filter(
    (word) => ![...constants, ...operators, ...typeWords].includes(word) && !oftenNames.has(word),
  )

const patterns = (): readonly object[] => [
  { include: '#comments' },
  {
    name: 'string.quoted.single.escaped.sluice',
    begin: "(?<!\\w)[eE]'",
    end: "'(?!')",
    patterns: [{ name: 'constant.character.escape.sluice', match: "\\\\.|''" }],
  },
  {
    name: 'string.quoted.single.sluice',
    begin: "'",
    end: "'(?!')",
    patterns: [{ name: 'constant.character.escape.sluice', match: "''" }],
  },
  { name: 'variable.other.quoted.double.sluice', match: '"(?:[^"\\\\\\n]|\\\\.|"")*"' },
  { name: 'variable.other.quoted.backtick.sluice', match: '`[^`\\n]*`' },
  {
    name: 'constant.numeric.duration.sluice',
    match: `(?i)\\b\\d+(?:\\.\\d+)?\\s+(?:${Object.keys(units).join('|')})\\b`,
  },
  { name: 'constant.numeric.sluice', match: '\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?\\b' },
  {
    match: '(?i)^\\s*(RULE|STREAM|TABLE|SINK|SET)\\s+([\\w]+|"[^"]*"|`[^`]*`)',
    captures: { 1: { name: 'keyword.declaration.sluice' }, 2: { name: 'entity.name.type.sluice' } },
  },
  { name: 'constant.language.sluice', match: words(constants) },
  { name: 'keyword.operator.word.sluice', match: words(operators) },
  { name: 'storage.type.sluice', match: words([...typeWords]) },
  { name: 'keyword.control.sluice', match: words(keywords()) },
  {
    name: 'keyword.control.sluice',
    match:
      '(?i)(?<![.\\w])(?:EVENT\\s+TIME|STATE\\s+TTL|PRIMARY\\s+KEY|ON\\s+ERROR|KEEP\\s+(?:FIRST|LAST))\\b',
  },
  { name: 'entity.name.function.sluice', match: '\\b[A-Za-z_]\\w*(?=\\()' },
  { name: 'keyword.operator.sluice', match: '=>|->|\\|\\||=~|<=|>=|<>|!=|\\.\\.|[=<>+\\-*/%~]' },
]

const comments = (): readonly object[] => [
  { name: 'comment.line.double-dash.sluice', match: '--.*$' },
  {
    name: 'comment.block.documentation.sluice',
    begin: '/\\*\\*(?!/)',
    end: '\\*/',
    patterns: [{ name: 'storage.type.class.doc.sluice', match: '(?<=[\\s*])@[A-Za-z_]\\w*' }],
  },
  { name: 'comment.block.sluice', begin: '/\\*', end: '\\*/' },
]

/** A TextMate grammar, as JSON: colours for editors. */
export const textMate = (): string =>
  `${JSON.stringify(
    {
      $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
      comment: 'Generated from the tokens by grammar/generate/main.ts: do not edit.',
      name: 'Sluice rules',
      scopeName: 'source.sluice',
      fileTypes: ['rules'],
      patterns: patterns(),
      repository: { comments: { patterns: comments() } },
    },
    undefined,
    2,
  )}\n`
