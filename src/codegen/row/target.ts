import type { CheckedTarget } from '../../check/checked/project.ts'
import { js, joined, type Code } from '../../emit/code.ts'
import { emitTruth } from '../expression/logic.ts'
import { emitAlias } from '../expression/read.ts'
import { assemble, type Piece } from '../runtime/assemble.ts'
import { rawValue } from '../runtime/raw-value.ts'
import type { Scope } from '../scope.ts'
import { emitColumnValue, RowEncoder } from './encode.ts'
import { emitSourceText } from './source-text.ts'
import { outputTree } from './output-tree.ts'

/** What a target needs in generated code: its writer, and whether its sink takes columns or encoded rows. */
export interface TargetPlan {
  readonly target: CheckedTarget
  readonly writer: Code
  readonly accepts: 'encoded' | 'columns'
}

/** Bytes of a row in the rule's buffer. */
interface Encoded {
  readonly start: Code
  readonly end: Code
}

/** A target whose row is evaluated and waits to be handed over. */
interface Evaluated {
  readonly plan: TargetPlan
  readonly when: Code | undefined
  readonly encoded: Encoded
  readonly options: readonly Code[]
  readonly columns: readonly Code[]
}

const emitEncoding = (scope: Scope, writer: Code, omitNulls: boolean): Encoded => {
  const { emitter } = scope
  const start = emitter.let(js`${writer}.at`)
  if (scope.items.some((item) => item.kind === 'spread')) emitAssembly(scope, writer, omitNulls)
  else new RowEncoder(scope, writer, omitNulls).encode(outputTree(scope.items))
  return { start, end: emitter.let(js`${writer}.at`) }
}

/** A named item wins over a member of the same name, so that what is known of the row before it is made stays true. */
const emitAssembly = (scope: Scope, writer: Code, omitNulls: boolean): void => {
  const named = scope.items.flatMap((item) =>
    item.kind === 'value' ? [String(item.path[0] ?? item.name)] : [],
  )
  const pieces = scope.items.map((item): Piece =>
    item.kind === 'value'
      ? { kind: 'value', path: item.path, type: item.expression.type }
      : { kind: 'spread', except: new Set([...item.except, ...named]) },
  )
  const values = scope.items.map((_, index) => emitAlias(scope, index))
  const texts = scope.items.map((item) =>
    item.kind === 'value' ? (emitSourceText(scope, item.expression) ?? js`undefined`) : js`undefined`,
  )
  const lists = js`[${joined(values, ', ')}], [${joined(texts, ', ')}]`
  const row = js`${scope.constant(assemble)}(${scope.constant(pieces)}, ${lists}, ${omitNulls})`
  scope.emitter.line(js`${writer}.text(${row})`)
}

/** `value = expr`: STRING as text, BYTES raw, all else as JSON. */
const emitOwnValue = (scope: Scope, writer: Code, target: CheckedTarget, start: Code, end: Code): void => {
  if (target.value === undefined) return
  const value = scope.value(target.value)
  scope.emitter.assign(start, js`${writer}.at`)
  scope.emitter.line(js`${scope.constant(rawValue(target.value.type))}(${writer}, ${value})`)
  scope.emitter.assign(end, js`${writer}.at`)
}

/** Evaluates a target's WHEN, and its options and own value where WHEN is TRUE. */
const emitTarget = (
  scope: Scope,
  writer: Code,
  plan: TargetPlan,
  shared: Encoded | undefined,
  columns: readonly Code[],
): Evaluated => {
  const { emitter } = scope
  const { target } = plan
  const when = target.when && emitter.let(js`${emitTruth(scope, target.when)} === true`)
  const options = target.perRow.map(() => emitter.let(js`null`))
  const encoded = shared ?? { start: emitter.let(js`0`), end: emitter.let(js`0`) }
  const evaluate = (): void => {
    target.perRow.forEach((option, k) => {
      const holder = options[k]
      if (holder !== undefined) emitter.assign(holder, js`${scope.value(option.expression)} ?? null`)
    })
    if (shared === undefined) emitOwnValue(scope, writer, target, encoded.start, encoded.end)
  }
  if (when === undefined) evaluate()
  else emitter.block(js`if (${when})`, evaluate)
  return { plan, when, encoded, options, columns }
}

const emitColumns = (scope: Scope): readonly Code[] =>
  [...outputTree(scope.items).members.values()].map((node) => scope.emitter.let(emitColumnValue(scope, node)))

/** Nothing here can fail: the record's rows go to all targets or to none. */
const emitHandOver = (scope: Scope, evaluated: Evaluated, index: number, many: boolean): void => {
  const { emitter } = scope
  const { plan, when, encoded, options, columns } = evaluated
  const add = (): void => {
    emitter.line(js`${plan.writer}.row(${encoded.start}, ${encoded.end}, first + i, time)`)
    if (many) emitter.line(js`${plan.writer}.ordinal(marks.rows - 1)`)
    options.forEach((option, k) => {
      emitter.line(js`${plan.writer}.option(${k}, ${option})`)
    })
    columns.forEach((column, c) => {
      emitter.line(js`${plan.writer}.column(${c}, ${column})`)
    })
  }
  if (when === undefined) add()
  else
    emitter.branch(when, add, () => {
      emitter.line(js`skipped[${index}]++`)
    })
}

/**
 * Emits a row for all targets of a rule: everything is evaluated first, then handed over. `many`: it is one of
 * several of its record.
 */
export const emitRow = (scope: Scope, writer: Code, plans: readonly TargetPlan[], many: boolean): void => {
  const shared = new Map<boolean, Encoded>()
  for (const { target, accepts } of plans) {
    if (accepts === 'columns' || target.value !== undefined || shared.has(target.omitNulls)) continue
    shared.set(target.omitNulls, emitEncoding(scope, writer, target.omitNulls))
  }
  // Items come before any WHEN, for every kind of target, so that the first mistake of a record is the same.
  const columns = plans.some(({ accepts }) => accepts === 'columns') ? emitColumns(scope) : []
  const nothing: Encoded = { start: js`0`, end: js`0` }
  const evaluated = plans.map((plan) => {
    const encoding =
      plan.target.value !== undefined
        ? undefined
        : plan.accepts === 'columns'
          ? nothing
          : shared.get(plan.target.omitNulls)
    return emitTarget(scope, writer, plan, encoding, plan.accepts === 'columns' ? columns : [])
  })
  if (many) scope.emitter.line(js`marks.next()`)
  evaluated.forEach((one, index) => {
    emitHandOver(scope, one, index, many)
  })
}
