import { grammarRules } from '../whole-grammar.ts'
import { heads, mark, reserved, soft, units } from '../tokens.ts'

/** A production as Chevrotain writes it out. */
interface Production {
  readonly type: string
  readonly name?: string
  readonly definition?: readonly Production[]
  readonly separator?: Production
}

const signs: Readonly<Record<string, { readonly PATTERN?: unknown }>> = mark

/** What the scanner knows, for the reader. */
const terminals: readonly (readonly [string, string])[] = [
  ['Word', 'identifier | any word of the language'],
  ['Name', 'identifier | any word of the language that is not reserved'],
  ['Bare', 'Name, but not the head of a clause or statement'],
  ['Unit', Object.keys(units).join(' | ')],
  ['Number', 'digits [ "." digits ] [ ("e" | "E") [ "+" | "-" ] digits ]'],
  ['Text', '"\'" characters "\'", a quote inside doubled'],
  ['EscapedText', '"e\'" characters "\'", with \\n, \\t, \\u0041 and the like'],
  ['DoubleQuoted', "'\"' characters '\"', a name with any characters; in a TEST, text of JSON"],
  ['Backticked', '"`" characters "`", a name with any characters'],
]

const sign = (name: string): string => {
  const pattern = signs[name]?.PATTERN
  if (typeof pattern === 'string') return `"${pattern}"`
  return terminals.some(([terminal]) => terminal === name) ? name : `"${name}"`
}

const sequence = (parts: readonly Production[]): string => parts.map(production).join(' ')

const separator = (part: Production): string =>
  part.separator === undefined ? '' : `${production(part.separator)} `

const isSingle = (part: Production): boolean =>
  part.definition?.length === 1 && ['NonTerminal', 'Terminal'].includes(part.definition[0]?.type ?? '')

const inBrackets = (part: Production): string => {
  const body = sequence(part.definition ?? [])
  return isSingle(part) ? body : `( ${body} )`
}

const production = (part: Production): string => {
  const body = part.definition ?? []
  switch (part.type) {
    case 'Terminal':
      return sign(part.name ?? '')
    case 'NonTerminal':
      return part.name ?? ''
    case 'Option':
      return `[ ${sequence(body)} ]`
    case 'Repetition':
      return `{ ${sequence(body)} }`
    case 'RepetitionMandatory':
      return `${inBrackets(part)} { ${sequence(body)} }`
    case 'RepetitionWithSeparator':
      return `[ ${inBrackets(part)} { ${separator(part)}${inBrackets(part)} } ]`
    case 'RepetitionMandatoryWithSeparator':
      return `${inBrackets(part)} { ${separator(part)}${inBrackets(part)} }`
    case 'Alternation':
      return `( ${body.map(production).join(' | ')} )`
    default:
      return sequence(body)
  }
}

/** A rule that is one choice has a line for each alternative. */
const rule = ({ name = '', definition = [] }: Production): string => {
  const [only, ...others] = definition
  if (only?.type === 'Alternation' && others.length === 0)
    return `${name} =\n    ${(only.definition ?? []).map(production).join('\n  | ')} ;`
  return `${name} =\n    ${sequence(definition)} ;`
}

const FILL_WIDTH = 100

const filled = (words: readonly string[]): string =>
  words
    .reduce<string[]>(
      (lines, word) => {
        const last = lines.at(-1) ?? ''
        if (last.length + word.length > FILL_WIDTH) lines.push(`   ${word}`)
        else lines[lines.length - 1] = `${last} ${word}`
        return lines
      },
      ['  '],
    )
    .join('\n')

/** The grammar as EBNF: `[ ]` is optional, `{ }` any number, `|` a choice. */
export const ebnf = (): string => {
  // The serialised rules have more fields than their declared type.
  const rules = grammarRules() as readonly Production[]
  const top = rules.filter(({ name }) => name === 'statement')
  const others = rules.filter(({ name }) => name !== 'statement')
  return [
    '(* The rule language. Generated from the parser by grammar/generate/main.ts: do not edit.',
    '   [ ] is optional, { } any number of times, | a choice. Words may be written in small letters. *)',
    '',
    'file =\n    { statement ";" } ;',
    ...[...top, ...others].map(rule).map((text) => `\n${text}`),
    '',
    '(* What the scanner knows. *)',
    '',
    ...terminals.map(([name, meaning]) => `${name} = ? ${meaning} ? ;`),
    '',
    `(* Reserved:\n${filled(Object.keys(reserved))} *)`,
    '',
    `(* Names, but no alias without AS:\n${filled(Object.keys(heads))} *)`,
    '',
    `(* Words with a meaning in one place, and names everywhere else:\n${filled(Object.keys(soft))} *)`,
    '',
  ].join('\n')
}
