import type { Checked } from '../../check/checked/expression.ts'
import { js, type Code } from '../../emit/code.ts'
import { memberText } from '../runtime/access.ts'
import type { Scope } from '../scope.ts'

/** An expression, and the scope of the rule in which it stands. */
interface Origin {
  readonly scope: Scope
  readonly expression: Checked
}

/** What a name stands for: through items of this rule and columns of the rules that it reads FROM. */
export const originOf = (scope: Scope, expression: Checked): Origin => {
  if (expression.kind !== 'alias' && expression.kind !== 'upstream') return { scope, expression }
  const of = expression.kind === 'alias' ? scope : scope.upstream
  const item = of?.items[expression.index]
  return of === undefined || item?.kind !== 'value' ? { scope, expression } : originOf(of, item.expression)
}

/** Is this read from a name by steps alone, so that it costs little to read it once more? */
const isPath = (e: Checked): boolean => {
  switch (e.kind) {
    case 'payload':
    case 'column':
    case 'parameter':
    case 'alias':
    case 'upstream':
      return true
    case 'field':
      return isPath(e.target)
    case 'element':
      return e.index.kind === 'literal' && isPath(e.target)
    default:
      return false
  }
}

/** The array that a FOREACH goes through, and where in it its element stands. */
const elementOf = (scope: Scope, id: number): { readonly array: Code; readonly at: Code } | undefined =>
  scope.elements.get(id) ?? (scope.upstream && elementOf(scope.upstream, id))

/**
 * Emits the text that a number has in its source, undefined as it runs where it is written as any other; undefined
 * where no such text can be.
 */
export const emitSourceText = (within: Scope, expression: Checked): Code | undefined => {
  const { scope, expression: e } = originOf(within, expression)
  if (e.type.kind !== 'ANY' && e.type.kind !== 'DOUBLE') return undefined
  const text = scope.constant(memberText)
  if (e.kind === 'parameter') {
    const element = elementOf(scope, e.id)
    return element && scope.emitter.let(js`${text}(${element.array}, ${element.at} + 1)`)
  }
  if ((e.kind !== 'field' && e.kind !== 'element') || !isPath(e)) return undefined
  const key = e.kind === 'field' ? scope.constant(e.name) : scope.value(e.index)
  return scope.emitter.let(js`${text}(${scope.value(e.target)}, ${key})`)
}
