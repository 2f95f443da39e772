import { makeToken } from '../../../grammar/grammar.ts'
import { mark } from '../../../grammar/tokens.ts'
import { beginsClause, clauseStart, depths, headsOf } from '../messages/clause-heads.ts'
import { upper, type Edit, type Place } from '../messages/place.ts'

type Made = readonly (readonly [type: string, image: string])[]

/** Something short that fits into a list, by the rule of the grammar that failed in it. */
const fillers: Readonly<Record<string, Made>> = {
  column: [
    ['Identifier', 'x'],
    ['Identifier', 'ANY'],
  ],
  columns: [
    ['Identifier', 'x'],
    ['Identifier', 'ANY'],
  ],
  columnPart: [
    ['Identifier', 'x'],
    ['Identifier', 'ANY'],
  ],
  type: [
    ['Identifier', 'x'],
    ['Identifier', 'ANY'],
  ],
  options: [
    ['Identifier', 'x'],
    ['Equal', '='],
    ['NULL', 'NULL'],
  ],
  endpointOption: [
    ['Identifier', 'x'],
    ['Equal', '='],
    ['NULL', 'NULL'],
  ],
  objectLiteral: [
    ['Identifier', 'x'],
    ['Colon', ':'],
    ['NULL', 'NULL'],
  ],
  objectMember: [
    ['Identifier', 'x'],
    ['Colon', ':'],
    ['NULL', 'NULL'],
  ],
  jsonObject: [
    ['DoubleQuoted', '"x"'],
    ['Colon', ':'],
    ['NULL', 'NULL'],
  ],
  jsonMember: [
    ['DoubleQuoted', '"x"'],
    ['Colon', ':'],
    ['NULL', 'NULL'],
  ],
}
const anyName: Made = [['Identifier', 'x']]

const make = (made: Made, offset: number): Edit['insert'] =>
  made.map(([type, image]) => makeToken(type, image, offset))

const signs: Readonly<Record<string, { readonly PATTERN?: unknown }>> = mark
const EXPECTED_TRIED_MAX = 3

/** Spellings of what was expected, each to be put in and tried. */
const candidates = (place: Place): Made[] => {
  const names = [...place.expected]
  const made: Made[] = []
  if (names.some((name) => ['Name', 'Bare', 'Word', 'Identifier'].includes(name))) made.push(anyName)
  for (const name of names.slice(0, EXPECTED_TRIED_MAX)) {
    const pattern = signs[name]?.PATTERN
    if (typeof pattern === 'string') made.push([[name, pattern]])
    else if (/^[A-Z]{2,}$/.test(name)) made.push([[name, name]])
    else if (name === 'Unit') made.push([['SECONDS', 'SECONDS']])
    else if (name === 'Text') made.push([['Text', "''"]])
  }
  return made
}

/** The element or clause around the mistake, in exchange for something short. */
const around = (place: Place): Edit => {
  const { tokens, at } = place
  const heads = headsOf(tokens)
  const depth = depths(tokens)
  const inside = depth[at] ?? 0
  const isHead = (k: number): boolean => inside === 0 && beginsClause(tokens, k, heads)
  let start = at
  while (start > 1 && !isBorder(place, start - 1, inside, depth) && !isHead(start - 1)) start--
  let end = at
  while (end < tokens.length && !isBorder(place, end, inside, depth) && !isHead(end)) end++
  const offset = place.found?.startOffset ?? place.document.text.length
  return { at: start, remove: end - start, insert: make(fillers[place.rule] ?? anyName, offset) }
}

/** A comma at the depth of the mistake, or the bracket around it. */
const isBorder = (place: Place, k: number, inside: number, depth: readonly number[]): boolean => {
  const here = depth[k] ?? 0
  return here < inside || (here === inside && place.tokens[k]?.image === ',')
}

/** The clause around the mistake, taken away as a whole. */
const clause = (place: Place): Edit => {
  const { tokens, at } = place
  const depth = depths(tokens)
  const heads = headsOf(tokens)
  const start = clauseStart(tokens, at)
  let end = Math.max(at, start + 1)
  while (end < tokens.length && !(depth[end] === 0 && beginsClause(tokens, end, heads))) end++
  const isNeeded = start === 0 || ['SELECT', 'FOREACH', 'FROM'].includes(upper(tokens[start]))
  const offset = place.found?.startOffset ?? place.document.text.length
  return isNeeded
    ? { at: start + 1, remove: end - start - 1, insert: make(anyName, offset) }
    : { at: start, remove: end - start, insert: [] }
}

/** Ways to go on reading behind a mistake; the one that gets furthest is taken. None of them is what was meant. */
export const guesses = (place: Place): readonly Edit[] => {
  const offset = place.found?.startOffset ?? place.document.text.length
  const made = candidates(place)
  return [
    ...made.map((insert) => ({ at: place.at, remove: 0, insert: make(insert, offset) })),
    ...made.slice(0, 1).map((insert) => ({ at: place.at, remove: 1, insert: make(insert, offset) })),
    { at: place.at, remove: 1, insert: [] },
    around(place),
    clause(place),
  ]
}
