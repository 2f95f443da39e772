import { makeToken } from '../../../grammar/grammar.ts'
import { closestName } from '../../base/closest-name.ts'
import { tokenSpan } from '../build/tree.ts'
import { clauseEnd, headsOf } from './clause-heads.ts'
import { beginsOperand, isKeyword, isReserved, show, upper, type Explainer, type Place } from './place.ts'

/** What can follow a name, so that the word before it is one. */
const followsName = (place: Place): boolean => {
  const { next, found } = place
  if (next === undefined) return !headsOf(place.tokens).includes(upper(found)) && upper(found) !== 'NULL'
  if (/^([,)\]}.]|[<>=!]+|\|\||[-+*/%])$/.test(next.image)) return true
  return /^(AS|IS|IN|LIKE|BETWEEN|AND|OR|FROM|WHERE|INTO|GROUP|STRING|INTEGER|DOUBLE|BOOLEAN|TIMESTAMP)$/i.test(
    next.image,
  )
}

/** Words that join operands; a mistake at one of them is about what is missing beside it. */
const joining = new Set([
  'AND',
  'OR',
  'NOT',
  'IS',
  'IN',
  'LIKE',
  'BETWEEN',
  'REGEXP',
  'AS',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
])

/** A reserved word where a name is wanted: `SELECT group, b` */
export const reservedName: Explainer = (place) => {
  const { found, at, expected, previous } = place
  if (found === undefined || !isReserved(found) || !expected.has('Name')) return undefined
  const isAlias = upper(previous) === 'AS' && !headsOf(place.tokens).includes(upper(found))
  if (
    !isAlias &&
    (joining.has(upper(found)) ? !/^[,)=]$/.test(place.next?.image ?? '') : !followsName(place))
  )
    return undefined
  const span = tokenSpan(found)
  return {
    slug: 'reserved-word',
    span,
    finding: {
      message: `${upper(found)} is a reserved word and cannot be a name by itself`,
      help: `write \`${found.image}\` in back-ticks`,
      fix: { title: 'put it in back-ticks', edits: [{ span, text: `\`${found.image}\`` }] },
    },
    edit: { at, remove: 1, insert: [makeToken('Identifier', found.image, found.startOffset)] },
    isCertain: true,
  }
}

/** Words that may be meant where a clause could begin, or that go on with one. */
const words = (place: Place): readonly string[] => [
  ...headsOf(place.tokens),
  ...[...place.expected].filter((name) => /^[A-Z]{2,}$/.test(name)),
]

const misspelt = (
  place: Place,
  token: { image: string; startOffset: number },
  k: number,
): ReturnType<Explainer> => {
  const meant = closestName(token.image.toUpperCase(), words(place))
  if (meant === undefined || token.image.length < 3) return undefined
  // A clause that comes later was not meant here.
  if (meant === 'FROM' && upper(place.tokens[clauseEnd(place.tokens, k + 1, ['FROM'])]) === 'FROM')
    return undefined
  const span = { start: token.startOffset, end: token.startOffset + token.image.length }
  return {
    slug: 'misspelt-word',
    span,
    finding: {
      message: `\`${token.image}\` cannot stand here`,
      help: `did you mean ${meant}?`,
      fix: { title: `write ${meant}`, isGuess: true, edits: [{ span, text: meant }] },
    },
    edit: { at: k, remove: 1, insert: [makeToken(meant, meant, token.startOffset)] },
    isCertain: true,
  }
}

/** `WHER x = 1`: the word is read as an alias, so that the mistake shows one word later. */
export const misspeltWord: Explainer = (place) => {
  const { found, previous, at, tokens } = place
  const isWord = (token: typeof found): token is NonNullable<typeof found> =>
    token !== undefined && /^[A-Za-z]+$/.test(token.image) && !isKeyword(token)
  if (isWord(found)) {
    const here = misspelt(place, found, at)
    if (here !== undefined) return here
  }
  const isAlias =
    place.isLeftover && beginsOperand(tokens[at - 2]) && (beginsOperand(found) || found?.image === '(')
  return isAlias && isWord(previous) ? misspelt(place, previous, at - 1) : undefined
}

/** `INTO 'kafka'`, `AS 'name'`: text where a name is wanted. */
export const textAsName: Explainer = ({ found, at, expected, previous }) => {
  if (found === undefined || !found.image.startsWith("'") || !expected.has('Name') || expected.has('Text'))
    return undefined
  const text = found.image.slice(1, -1).replaceAll("''", "'")
  const name = /^[A-Za-z_]\w*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`
  const span = tokenSpan(found)
  return {
    slug: 'text-as-name',
    span,
    finding: {
      message: `a name is wanted${previous === undefined ? '' : ` after ${show(previous)}`}, and this is text`,
      help: `write ${name}`,
      fix: { title: `write ${name}`, edits: [{ span, text: name }] },
    },
    edit: { at, remove: 1, insert: [makeToken('DoubleQuoted', `"${text}"`, span.start)] },
    isCertain: true,
  }
}

/** `FORMAT "x"`: double quotes where only text can stand. */
export const doubleQuotedText: Explainer = ({ found, at, expected, previous, isLeftover }) => {
  if (found === undefined || !found.image.startsWith('"')) return undefined
  const isText = expected.has('Text') && !expected.has('DoubleQuoted')
  if (!isText && !(isLeftover && upper(previous) === 'TIMESTAMP')) return undefined
  const text = `'${found.image.slice(1, -1).replaceAll("'", "''")}'`
  const span = tokenSpan(found)
  return {
    slug: 'double-quoted-text',
    span,
    finding: {
      message: 'text stands in single quotes',
      help: `write ${text}`,
      fix: { title: 'write single quotes', edits: [{ span, text }] },
    },
    edit: { at, remove: 1, insert: [makeToken('Text', text, span.start)] },
    isCertain: true,
  }
}

/** `'x'` in the JSON of a TEST. */
export const textAsJson: Explainer = ({ found, at, rule }) => {
  if (found === undefined || !found.image.startsWith("'") || !['json', 'jsonObject'].includes(rule))
    return undefined
  const text = JSON.stringify(found.image.slice(1, -1).replaceAll("''", "'"))
  const span = tokenSpan(found)
  return {
    slug: 'bad-expected-json',
    span,
    finding: {
      message: 'in JSON, text stands in double quotes',
      fix: { title: 'write double quotes', edits: [{ span, text }] },
    },
    edit: { at, remove: 1, insert: [makeToken('DoubleQuoted', text, span.start)] },
    isCertain: true,
  }
}
