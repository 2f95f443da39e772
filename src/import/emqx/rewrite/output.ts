import type { PutStep } from '../sql/ast.ts'
import { ANYTHING, LIST, MAP, TEXT, UNDEFINED, may, only } from './kinds.ts'
import { memberCode, missingTest, nameCode, piece, solid, textLiteral, type Piece } from './piece.ts'
import { putElement } from './put-element.ts'

/** What stands at a place of the output: a value, an object of places, or a list of them. */
export type Place =
  | { readonly kind: 'value'; readonly piece: Piece; readonly isPayload: boolean }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Place> }
  | { readonly kind: 'list'; readonly elements: readonly Place[] }

export const valuePlace = (p: Piece, isPayload = false): Place => ({ kind: 'value', piece: p, isPayload })

/** A place as one expression. */
export const placeCode = (place: Place): string => {
  if (place.kind === 'value') return place.piece.plain ?? solid(place.piece).code
  if (place.kind === 'list') return `[${place.elements.map(placeCode).join(', ')}]`
  const members = [...place.members].map(([name, one]) => `${memberName(name)}: ${placeCode(one)}`)
  return `{${members.join(', ')}}`
}

const memberName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : textLiteral(name))

export const placePiece = (place: Place): Piece => {
  if (place.kind === 'value') return place.piece
  if (place.kind === 'list') return piece(placeCode(place), LIST)
  return piece(withoutMissing(place.members), MAP)
}

/** An object that functions and text see, in which EMQX has no member for what is missing. */
const withoutMissing = (places: ReadonlyMap<string, Place>): string => {
  const sure: string[] = []
  const others: string[] = []
  for (const [name, one] of places) {
    const own = placePiece(one)
    const member = `${memberName(name)}: ${solid(own).code}`
    const missing = missingTest(own)
    if (missing === undefined) sure.push(member)
    else others.push(`CASE WHEN ${missing} THEN {} ELSE {${member}} END`)
  }
  return others.reduce((all, part) => `merge(${all}, ${part})`, `{${sure.join(', ')}}`)
}

/** Into a value that is computed: its members stay, one is put. */
const intoValue = (
  old: Piece,
  isPayload: boolean,
  name: string,
  rest: readonly PutStep[],
  value: Piece,
): Place => {
  const object = isPayload ? piece('json(text())', MAP) : old
  const fresh = put(undefined, [{ kind: 'key', name, span: { start: 0, end: 0 } }, ...rest], value)
  if (!isPayload && !may(old.kinds, MAP)) return fresh
  const inner =
    rest.length === 0 ? undefined : piece(`json_at(${object.code}, ${textLiteral(name)})`, ANYTHING)
  const member =
    rest.length === 0 ? placeOf(value) : put(inner === undefined ? undefined : valuePlace(inner), rest, value)
  const merged = `merge(${object.code}, {${memberName(name)}: ${placeCode(member)}})`
  if (only(object.kinds, MAP)) return valuePlace(piece(merged, MAP))
  return valuePlace(
    piece(`CASE typeof(${object.code}) WHEN 'OBJECT' THEN ${merged} ELSE ${placeCode(fresh)} END`, MAP),
  )
}

const placeOf = (value: Piece): Place => valuePlace(value)

/** Where the old value stays if the new one is undefined. */
const replaced = (old: Place | undefined, value: Piece): Place => {
  const missing = missingTest(value)
  if (old === undefined || missing === undefined) return placeOf(value)
  const before = placePiece(old)
  return placeOf(
    piece(
      `CASE WHEN ${missing} THEN ${placeCode(old)} ELSE ${value.code} END`,
      before.kinds | (value.kinds & ~UNDEFINED),
    ),
  )
}

const intoList = (
  old: Place | undefined,
  step: PutStep & { kind: 'index' },
  rest: readonly PutStep[],
  value: Piece,
): Place => {
  if (old?.kind === 'value' && may(old.piece.kinds, LIST | (old.isPayload ? TEXT : 0))) {
    const list = old.isPayload ? piece('json(text())', ANYTHING) : solid(old.piece)
    const alone = placeCode(put(undefined, rest, value))
    const before = valuePlace(piece(`json_at(${list.code}, ${String(step.at)})`, ANYTHING))
    const inside = typeof step.at === 'number' ? placeCode(put(before, rest, value)) : alone
    return valuePlace(putElement(list, step.at, alone, inside))
  }
  const elements = old?.kind === 'list' ? old.elements : undefined
  if (elements === undefined) return { kind: 'list', elements: [put(undefined, rest, value)] }
  if (step.at === 'head') return { kind: 'list', elements: [put(undefined, rest, value), ...elements] }
  if (step.at === 'tail') return { kind: 'list', elements: [...elements, put(undefined, rest, value)] }
  const index = step.at < 0 ? elements.length + step.at : step.at - 1
  const inside = elements.map((one, k) => (k === index ? put(one, rest, value) : one))
  return { kind: 'list', elements: inside }
}

/** The place after a value was put at a path in it; the last one to write wins. */
export const put = (old: Place | undefined, steps: readonly PutStep[], value: Piece): Place => {
  const [step, ...rest] = steps
  if (step === undefined) return replaced(old, value)
  if (step.kind === 'index') return intoList(old, step, rest, value)
  if (old?.kind === 'value') return intoValue(old.piece, old.isPayload, step.name, rest, value)
  const members = new Map(old?.kind === 'object' ? old.members : [])
  members.set(step.name, put(members.get(step.name), rest, value))
  return { kind: 'object', members }
}

const items = (path: string, place: Place): readonly string[] => {
  if (place.kind === 'object')
    return [...place.members].flatMap(([name, one]) => items(`${path}.${memberCode(name)}`, one))
  const code = placeCode(place)
  return [code === `\u0001${path}` && !path.includes('.') ? code : `${code} AS ${path}`]
}

/** The items of SELECT that make this output. */
export const outputItems = (output: ReadonlyMap<string, Place>): readonly string[] =>
  [...output].flatMap(([name, place]) => items(nameCode(name), place))
