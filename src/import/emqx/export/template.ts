import { INPUT_MARK } from '../rewrite/columns.ts'
import { ANYTHING, FLOAT, INTEGER, MAP, TEXT, UNDEFINED, may, only } from '../rewrite/kinds.ts'
import { placePiece, type Place } from '../rewrite/output.ts'
import {
  at,
  level,
  memberOf,
  missingTest,
  nameCode,
  piece,
  text,
  textLiteral,
  type Piece,
} from '../rewrite/piece.ts'
import { textAt } from '../rewrite/text.ts'

/** A piece of a template: text as it is, or a value of the output by its path; an empty path is all of it. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'value'; readonly path: readonly string[] }

/** `${a.b}`, `${.a.b}`, `${.}`, `${}`, and `${$}{…}` for the text `${…}`. */
export const readTemplate = (template: string): readonly TemplatePart[] => {
  const parts: TemplatePart[] = []
  const addText = (value: string): void => {
    const last = parts.at(-1)
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', value: last.value + value }
    else if (value !== '') parts.push({ kind: 'text', value })
  }
  let end = 0
  for (const match of template.matchAll(/\$\{([^${}]*|\$)\}/g)) {
    addText(template.slice(end, match.index))
    end = match.index + match[0].length
    const name = match[1] ?? ''
    if (name === '$') addText('$')
    else
      parts.push({
        kind: 'value',
        path: name
          .trim()
          .replace(/^\./, '')
          .split('.')
          .filter((one) => one !== ''),
      })
  }
  addText(template.slice(end))
  return parts
}

/** The outputs of a rule as an option of its target sees them. */
export class OutputScope {
  readonly outputs: ReadonlyMap<string, Place>
  /** The name of the message in the rule, where it has one because an output hides a column of it. */
  private readonly input: string | undefined
  /** Told where a number becomes text of which nobody knows whether EMQX would write it with a point. */
  private readonly unsure: () => void

  constructor(outputs: ReadonlyMap<string, Place>, input: string | undefined, unsure: () => void) {
    this.outputs = outputs
    this.input = input
    this.unsure = unsure
  }

  /** The text of a value as a template shows it. */
  shown(value: Piece): Piece {
    const isUnsure = may(value.kinds, FLOAT) && may(value.kinds, INTEGER) && value.source === undefined
    if (isUnsure) this.unsure()
    return shown(value)
  }

  /** The value at a path, or undefined where the rule never has it. */
  value(path: readonly string[]): Piece | undefined {
    const [root = '', ...rest] = path
    let place = this.outputs.get(root)
    let code = nameCode(root)
    for (const [k, step] of rest.entries()) {
      if (place === undefined) return undefined
      if (place.kind === 'value') {
        if (!may(place.piece.kinds, MAP | TEXT)) return undefined
        const left = rest.slice(k)
        const steps = left.map(textLiteral).join(', ')
        const source = `${this.sourceOf(place.piece) ?? code}, ${steps}`
        if (left.length === 1 && only(place.piece.kinds, MAP | UNDEFINED))
          return piece(memberOf(code, step), ANYTHING, { source })
        return piece(`json_at(${code}, ${steps})`, ANYTHING, { source })
      }
      if (place.kind === 'list') return undefined
      place = place.members.get(step)
      code = memberOf(code, step)
    }
    if (place === undefined) return undefined
    if (place.kind === 'object') return objectText(place.members, (name) => memberOf(code, name))
    const found = placePiece(place)
    const source = this.sourceOf(found)
    return piece(code, found.kinds, { cheap: true, ...(source === undefined ? {} : { source }) })
  }

  /** A column of the message, or undefined where an output hides it. */
  column(name: string): string | undefined {
    const place = this.outputs.get(name)
    if (place === undefined) return nameCode(name)
    if (this.input !== undefined) return `${this.input}.${name}`
    return place.kind === 'value' && place.piece.code === name ? nameCode(name) : undefined
  }

  /** Where the value stands in the message, which the options of a target still see. */
  private sourceOf({ source }: Piece): string | undefined {
    const root = source?.startsWith(INPUT_MARK) === true ? /^\u0001(\w+)/.exec(source)?.[1] : undefined
    if (source === undefined || root === undefined) return source
    if (!this.outputs.has(root)) return source.replaceAll(INPUT_MARK, '')
    return this.input === undefined ? undefined : source.replaceAll(INPUT_MARK, `${this.input}.`)
  }

  /** The whole output. */
  all(): Piece {
    return objectText(this.outputs, nameCode)
  }
}

/** Places as an object that becomes text, in which EMQX leaves out what is missing. */
const objectText = (places: ReadonlyMap<string, Place>, codeOf: (name: string) => string): Piece => {
  const members = [...places].map(([name, place]) => {
    const member = /^[A-Za-z_]\w*$/.test(name) ? name : textLiteral(name)
    const own = codeOf(name)
    const inner = place.kind === 'object' ? objectText(place.members, (one) => memberOf(own, one)).code : own
    return `${member}: ${inner}`
  })
  const object = `{${members.join(', ')}}`
  const isWhole = [...places.values()].every(
    (one) => one.kind !== 'value' || !may(one.piece.kinds, UNDEFINED),
  )
  return piece(isWhole ? object : `filter_object(${object}, (name, value) -> value IS NOT NULL)`, MAP)
}

/** The text of a value that is there. */
export const writtenText = (value: Piece): string => {
  if (value.source !== undefined && may(value.kinds, FLOAT)) return textAt(value)
  return only(value.kinds & ~UNDEFINED, FLOAT)
    ? `text_of(CAST(${value.code} AS DOUBLE))`
    : `text_of(${value.code})`
}

const shown = (value: Piece): Piece => {
  if (only(value.kinds, TEXT)) return value
  if (only(value.kinds, TEXT | UNDEFINED)) return piece(`coalesce(${value.code}, 'undefined')`, TEXT)
  const missing = missingTest(value)
  if (value.source !== undefined && may(value.kinds, FLOAT))
    return piece(missing === undefined ? textAt(value) : `coalesce(${textAt(value)}, 'undefined')`, TEXT)
  const written = writtenText(value)
  return piece(
    missing === undefined ? written : `CASE WHEN ${missing} THEN 'undefined' ELSE ${written} END`,
    TEXT,
  )
}

const partPiece = (scope: OutputScope, part: TemplatePart): Piece => {
  if (part.kind === 'text') return text(part.value)
  if (part.path.length === 0) return piece(`text_of(${scope.all().code})`, TEXT)
  const value = scope.value(part.path)
  return value === undefined ? text('undefined') : scope.shown(value)
}

/** Constant texts beside each other are one. */
const withPart = (all: readonly Piece[], next: Piece): readonly Piece[] => {
  const last = all.at(-1)
  if (typeof last?.literal !== 'string' || typeof next.literal !== 'string') return [...all, next]
  return [...all.slice(0, -1), text(last.literal + next.literal)]
}

/** A template as an expression that gives the text that EMQX makes of it. */
export const templateText = (scope: OutputScope, template: string): Piece => {
  const pieces = readTemplate(template).reduce<readonly Piece[]>(
    (all, part) => withPart(all, partPiece(scope, part)),
    [],
  )
  const [first] = pieces
  if (first === undefined) return text('')
  if (pieces.length === 1) return first
  return piece(pieces.map((one) => at(one, level.sum)).join(' || '), TEXT, { level: level.concat })
}

/** Is the template nothing but the whole output? */
export const isWhole = (template: string): boolean => {
  const parts = readTemplate(template)
  return parts.length === 1 && parts[0]?.kind === 'value' && parts[0].path.length === 0
}

/** The one value that a template is, where it is one: it may be of any kind, and may be missing. */
export const singleValue = (scope: OutputScope, template: string): Piece | 'missing' | undefined => {
  const [part, ...others] = readTemplate(template)
  if (part?.kind !== 'value' || others.length > 0 || part.path.length === 0) return undefined
  return scope.value(part.path) ?? 'missing'
}
