import type { Checked } from '../check/checked/expression.ts'
import type { CheckedItem } from '../check/checked/project.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import { js, type Code } from '../emit/code.ts'
import type { Emitter } from '../emit/emitter.ts'
import type { Value } from '../types/value.ts'
import type { Memos } from './memos.ts'
import type { StreamLayout } from './slots/stream-layout.ts'

/** Start and end of a member of the payload in the batch's bytes; start is -1 where it is missing, -2 where it is null. */
export interface SlotSpan {
  readonly start: Code
  readonly end: Code
}

/** What one generated function knows while it is emitted: where its values live, and what it has computed already. */
export class Scope {
  readonly emitter: Emitter
  readonly layout: StreamLayout
  /** Texts of what can fail, by the number that generated code leaves in `x.site`. */
  readonly sites: string[]
  private readonly document: SourceDocument
  readonly items: readonly CheckedItem[]
  readonly parameters = new Map<number, Code>()
  /** Where parameters of FOREACH stand. */
  readonly elements = new Map<number, { readonly array: Code; readonly at: Code }>()
  /** Rows of joined tables, in the order of the joins. */
  readonly joined: Code[] = []
  /** The scope of the rule that this one reads FROM. */
  readonly upstream: Scope | undefined
  readonly value: (expression: Checked) => Code
  /** What the record alone decides; shared by all rules of a chain. */
  readonly record: Memos
  /** What this rule computes, for each record or, in FOREACH, for each element. */
  row: Memos

  constructor(options: {
    emitter: Emitter
    layout: StreamLayout
    sites: string[]
    document: SourceDocument
    items: readonly CheckedItem[]
    record: Memos
    row: Memos
    emit: (scope: Scope, expression: Checked) => Code
    upstream?: Scope
  }) {
    this.emitter = options.emitter
    this.layout = options.layout
    this.sites = options.sites
    this.document = options.document
    this.items = options.items
    this.record = options.record
    this.row = options.row
    this.upstream = options.upstream
    const { emit } = options
    this.value = (expression) => emit(this, expression)
  }

  constant(value: unknown): Code {
    return this.emitter.constant(value)
  }

  /** The span of a slot, loaded once per record. */
  slot(slot: number): SlotSpan {
    return {
      start: this.record.once(`start ${String(slot)}`, js`S[o + ${slot * 2}]`),
      end: this.record.once(`end ${String(slot)}`, js`S[o + ${slot * 2 + 1}]`),
    }
  }

  /** Leaves the number of this expression, so that an error of the record can say where it happened. */
  mayFail(expression: Checked): void {
    const text = this.document.text.slice(expression.span.start, expression.span.end)
    this.emitter.line(js`x.site = ${this.sites.push(text) - 1}`)
  }

  /** A fresh variable that `compute` sets unless one of the operands is NULL; then it stays null. */
  unlessNull(operands: readonly (readonly [Checked, Code])[], compute: (target: Code) => void): Code {
    const target = this.emitter.let(js`null`)
    const guards = operands.filter(([e]) => canBeNull(e)).map(([, code]) => js`${code} != null`)
    const first = guards[0]
    if (first === undefined) compute(target)
    else {
      const guard = guards.slice(1).reduce((all, one) => js`${all} && ${one}`, first)
      this.emitter.branch(guard, () => {
        compute(target)
      })
    }
    return target
  }

  literal(value: Value): Code {
    if (value === null || value === undefined) return js`null`
    if (typeof value === 'boolean') return js`${value}`
    if (typeof value === 'number' && Number.isFinite(value)) return js`${value}`
    return this.constant(value)
  }
}

export const canBeNull = (expression: Checked): boolean =>
  expression.type.nullable || expression.type.kind === 'ANY' || expression.type.kind === 'NULL'
