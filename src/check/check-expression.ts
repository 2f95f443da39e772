import type { Capabilities } from '../catalog/function.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Expression } from '../syntax/ast/index.ts'
import type { Type } from '../types/type.ts'
import type { Checked } from './checked/expression.ts'
import { Context, ParameterIds } from './expression/context.ts'
import { checkNode } from './expression/expression.ts'
import { SUGGESTIONS_MAX } from './expression/suggestion.ts'
import { found, UNKNOWN, type Place } from './names/place.ts'
import { Scope } from './names/scope.ts'
import { ANY } from './typing/kinds.ts'

/** What an expression outside any rule may use. `columns: 'any'`: every name is a column of the row. */
export interface ExpressionOptions {
  readonly columns: ReadonlyMap<string, Type> | 'any'
  readonly catalog: Catalog
  readonly capabilities?: Capabilities
}

const rowPlace = (columns: ExpressionOptions['columns']): Place => ({
  names: [],
  called: 'the row',
  untyped: false,
  column: (name, span) => {
    const type = columns === 'any' ? ANY : columns.get(name)
    return type === undefined ? UNKNOWN : found({ kind: 'payload', path: [name], type, span })
  },
  columns: () => (columns === 'any' ? [] : [...columns.keys()]),
})

/** Checks one expression over a row of JSON, for `sluice eval`; undefined where the collector has the reason. */
export const checkExpression = (
  node: Expression,
  document: SourceDocument,
  options: ExpressionOptions,
  collector: Collector,
): Checked | undefined => {
  const { catalog, capabilities } = options
  const surroundings = {
    document,
    collector,
    catalog,
    capabilities,
    ids: new ParameterIds(),
    state: { broken: false },
    suggestions: { left: SUGGESTIONS_MAX },
  }
  const scope = new Scope({ places: [rowPlace(options.columns)] })
  return new Context(surroundings, scope, checkNode).check(node)
}
