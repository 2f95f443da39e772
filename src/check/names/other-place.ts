import type { Checked } from '../checked/expression.ts'
import type { Lookup, Place } from './place.ts'

/** The columns of an input beside the first: each read as what state gives, under the input's own name. */
export const otherPlace = (place: Place, owner: string, isOptional: boolean): Place => {
  const made = (lookup: Lookup): Lookup => {
    if (lookup.kind !== 'found') return lookup
    const { expression } = lookup
    const nullable = expression.type.nullable || isOptional
    const read: Checked = {
      kind: 'stateful',
      what: 'column',
      name: `${owner}.${expression.kind === 'context' ? expression.name : placeOf(expression)}`,
      operands: [],
      type: { ...expression.type, nullable },
      span: expression.span,
    }
    return { kind: 'found', expression: read }
  }
  return {
    names: place.names,
    called: place.called,
    untyped: place.untyped,
    column: (name, span) => made(place.column(name, span)),
    columns: () => place.columns(),
  }
}

const placeOf = (e: Checked): string =>
  e.kind === 'column' || e.kind === 'upstream'
    ? String(e.index)
    : e.kind === 'payload'
      ? e.path.join('.')
      : ''
