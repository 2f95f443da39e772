import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'
import { found, UNKNOWN, type Lookup, type Place } from './place.ts'

/** Items of SELECT as names. */
export interface Aliases {
  lookup(name: string, span: Span): Lookup
  /** Is the item nothing but the input column of the same name? Then it hides nothing. */
  isPlain(name: string): boolean
  names(): readonly string[]
  /** Is there an item of this name behind the one that asks? */
  comesLater(name: string): boolean
  /** What an item computes, as far as it is checked. */
  expression(index: number): Checked | undefined
}

export const noAliases: Aliases = {
  lookup: () => UNKNOWN,
  isPlain: () => false,
  comesLater: () => false,
  names: () => [],
  expression: () => undefined,
}

/** Constants made by SET. */
export interface Constants {
  lookup(name: string, span: Span): Lookup
  has(name: string): boolean
  names(): readonly string[]
}

export const noConstants: Constants = { lookup: () => UNKNOWN, has: () => false, names: () => [] }

/** What a name was found to be. `hidden`: an item of the same name that the input column hides. */
export type Resolution =
  | Lookup
  | { readonly kind: 'ambiguous'; readonly places: readonly string[] }
  | { readonly kind: 'found'; readonly expression: Checked; readonly hidden: true }

/** Aggregates stand where a group is, analytic functions where a record is, and neither in options or lambdas. */
export type Allowance = 'nothing' | 'analytic' | 'aggregate'

const noParameters: ReadonlyMap<string, Checked> = new Map()

interface Parts {
  readonly places: readonly Place[]
  readonly aliases: Aliases
  readonly constants: Constants
  /** Before the row is made the input column wins, after it the output. */
  readonly prefers: 'input' | 'output'
  /** Which functions with a state may stand here. */
  readonly allows: Allowance
}

/**
 * Names in the order of the language: lambda parameter, `alias.column`, column, select alias, constant; after the
 * row is made the select alias comes before the column.
 */
export class Scope {
  readonly places: readonly Place[]
  readonly aliases: Aliases
  readonly constants: Constants
  readonly prefers: 'input' | 'output'
  readonly allows: Allowance
  private readonly parameters: ReadonlyMap<string, Checked>

  constructor(parts: Partial<Parts>, parameters: ReadonlyMap<string, Checked> = noParameters) {
    this.places = parts.places ?? []
    this.aliases = parts.aliases ?? noAliases
    this.constants = parts.constants ?? noConstants
    this.prefers = parts.prefers ?? 'input'
    this.allows = parts.allows ?? 'nothing'
    this.parameters = parameters
  }

  /** The same scope with parameters in front. */
  withParameters(parameters: ReadonlyMap<string, Checked>): Scope {
    return new Scope(this, new Map([...this.parameters, ...parameters]))
  }

  with(parts: Partial<Parts>): Scope {
    return new Scope(
      {
        places: parts.places ?? this.places,
        aliases: parts.aliases ?? this.aliases,
        constants: parts.constants ?? this.constants,
        prefers: parts.prefers ?? this.prefers,
        allows: parts.allows ?? this.allows,
      },
      this.parameters,
    )
  }

  /** The input that `name.column` means, unless a parameter is called so. */
  place(name: string): Place | undefined {
    if (this.parameters.has(name)) return undefined
    return this.places.find((place) => place.names.includes(name))
  }

  resolve(name: string, span: Span): Resolution {
    const parameter = this.parameters.get(name)
    if (parameter !== undefined) return found({ ...parameter, span })
    const alias = this.aliases.lookup(name, span)
    if (this.prefers === 'output' && alias.kind !== 'unknown') return alias
    const column = this.column(name, span)
    if (column.kind === 'found' && alias.kind !== 'unknown' && !this.aliases.isPlain(name))
      return { ...column, hidden: true }
    if (column.kind !== 'unknown') return column
    if (alias.kind !== 'unknown') return alias
    const constant = this.constants.lookup(name, span)
    return constant.kind === 'unknown' ? this.open(name, span) : constant
  }

  /** A member that only the run knows, of the one input that has such. */
  private open(name: string, span: Span): Lookup {
    const open = this.places.filter((place) => place.open !== undefined)
    return open.length === 1 ? (open[0]?.open?.(name, span) ?? UNKNOWN) : UNKNOWN
  }

  private column(name: string, span: Span): Resolution {
    let hit: Lookup = UNKNOWN
    let isAmbiguous = false
    for (const place of this.places) {
      if (place.isQualified === true) continue
      const lookup = place.column(name, span)
      if (lookup.kind === 'unknown') continue
      if (hit.kind === 'found' && lookup.kind === 'found') isAmbiguous = true
      if (hit.kind !== 'found') hit = lookup
    }
    return isAmbiguous ? { kind: 'ambiguous', places: this.placesOf(name, span) } : hit
  }

  /** The names of all inputs that have a column of this name. */
  private placesOf(name: string, span: Span): readonly string[] {
    return this.places
      .filter((place) => place.isQualified !== true && place.column(name, span).kind === 'found')
      .map((place) => place.names[0] ?? '')
  }

  /** All names that could stand here, for suggestions. */
  names(): readonly string[] {
    return [
      ...this.parameters.keys(),
      ...this.places.flatMap((place) => (place.isQualified === true ? [] : place.columns())),
      ...this.aliases.names(),
      ...this.constants.names(),
    ]
  }
}
