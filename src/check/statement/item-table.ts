import type { Span } from '../../diagnostic/span.ts'
import { withNullable } from '../../types/type.ts'
import type { Expression } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedItem } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import type { Facts } from '../expression/facts.ts'
import { readOutput, type OutputPath } from '../names/output-row.ts'
import { BROKEN, found, UNKNOWN, type Lookup } from '../names/place.ts'
import type { Aliases } from '../names/scope.ts'
import { carriesPersonal, type IsPersonal } from '../expression/personal.ts'
import { show } from '../typing/show.ts'
import type { Draft } from './items.ts'

/** Does the expression read just this path of an input? `isPlace` tells the name of an input from a column's. */
const isPathOf = (
  node: Expression,
  path: readonly (string | number)[],
  isPlace: (name: string) => boolean,
): boolean => {
  const last = path.at(-1)
  if (node.kind === 'name') return path.length === 1 && node.name.text === last
  if (node.kind !== 'member' || node.name.text !== last) return false
  if (path.length > 1) return isPathOf(node.target, path.slice(0, -1), isPlace)
  return node.target.kind === 'name' && isPlace(node.target.name.text)
}

/**
 * The items of one rule as names. An item is checked when it is first needed: one that WHERE reads is checked before
 * anything is known of the record and stays so, since it is computed before WHERE has decided.
 */
export class ItemTable {
  private readonly context: Context
  private readonly drafts: readonly Draft[]
  private readonly checked = new Map<number, Checked | undefined>()
  /** Places of items by the output column that they go into. */
  private readonly byHead = new Map<string, readonly number[]>()
  /** `context` with what is known when the row is made. */
  private passed: Context

  /** `context` sees the inputs and the element of FOREACH. */
  constructor(context: Context, drafts: readonly Draft[]) {
    this.context = context
    this.passed = context
    this.drafts = drafts
    drafts.forEach(({ path: [head] }, index) => {
      if (typeof head === 'string') this.byHead.set(head, [...(this.byHead.get(head) ?? []), index])
    })
  }

  /** The names of the first `count` items. */
  aliases(count = this.drafts.length): Aliases {
    return {
      lookup: (name, span) => this.lookup(name, span, count),
      isPlain: (name) => this.isPlain(name, count),
      comesLater: (name) => this.byHead.get(name)?.some((index) => index > count) === true,
      names: () => [
        ...new Set(this.drafts.slice(0, count).flatMap((draft) => draft.path.slice(0, 1).map(String))),
      ],
      expression: (index) => this.checked.get(index),
    }
  }

  /** Checks all items that nothing has needed yet, where `facts` hold. */
  finish(facts: Facts): void {
    this.passed = this.context.withFacts(facts)
    this.drafts.forEach((_, index) => this.expression(index))
  }

  private lookup(name: string, span: Span, count: number): Lookup {
    const indexes = this.byHead.get(name)
    if (indexes === undefined) return UNKNOWN
    const paths = indexes.flatMap((index): OutputPath[] => {
      const path = this.drafts[index]?.path
      return path === undefined || index >= count ? [] : [{ path, read: (at) => this.read(index, at) }]
    })
    const expression = readOutput(paths, name, span)
    if (expression === 'none') return UNKNOWN
    return expression === undefined ? BROKEN : found(expression)
  }

  private read(index: number, span: Span): Checked | undefined {
    const expression = this.expression(index)
    return expression && { kind: 'alias', index, type: this.typeOf(index, expression), span }
  }

  private typeOf(index: number, expression: Checked): Checked['type'] {
    const { type } = this.narrowed(expression)
    return this.passed.facts.size > 0 && this.passed.facts.has(`alias ${String(index)}`)
      ? withNullable(type, false)
      : type
  }

  private isPlain(name: string, count: number): boolean {
    const drafts = (this.byHead.get(name) ?? []).filter((index) => index < count)
    return drafts.length > 0 && drafts.every((index) => this.isOwnPath(this.drafts[index]))
  }

  /** `payload.a AS payload.a`, or a column under its own name. */
  private isOwnPath(draft: Draft | undefined): boolean {
    if (draft === undefined) return false
    if (draft.source.kind !== 'node') return draft.path.length === 1
    return isPathOf(draft.source.node, draft.path, (name) => this.context.scope.place(name) !== undefined)
  }

  private expression(index: number): Checked | undefined {
    if (this.checked.has(index)) return this.checked.get(index)
    const expression = this.check(index)
    this.checked.set(index, expression)
    return expression
  }

  private check(index: number): Checked | undefined {
    const draft = this.drafts[index]
    if (draft === undefined || draft.source.kind === 'broken') return undefined
    if (draft.source.kind !== 'node') return this.narrowed(draft.source.expression)
    const context = this.passed.withScope(this.passed.scope.with({ aliases: this.aliases(index) }))
    const checked = context.check(draft.source.node)
    if (checked?.type.kind !== 'DURATION') return checked
    return context.report('wrong-type', draft.source.node, {
      message: `\`${context.text(draft.source.node)}\` is ${show(checked.type)}, which has no form in the output`,
      help: 'CAST(… AS STRING) writes it as text',
    })
  }

  private narrowed(expression: Checked): Checked {
    return this.passed.narrow(expression)
  }

  /** The items of the checked rule, and whether all of them are known. */
  items(isPersonal: IsPersonal): { readonly items: readonly CheckedItem[]; readonly isComplete: boolean } {
    let isComplete = true
    // An item reads only items before it, so their answers are there.
    const isMarked: boolean[] = []
    const readsPersonal: IsPersonal = (read) =>
      read.kind === 'alias' ? isMarked[read.index] === true : isPersonal(read)
    const items = this.drafts.flatMap((draft, index): CheckedItem[] => {
      const expression = this.checked.get(index)
      if (expression === undefined || draft.source.kind === 'spread') isComplete = false
      if (expression === undefined) return []
      if (draft.source.kind === 'spread') {
        const { except = [], otherwise } = draft.source
        return [{ kind: 'spread', expression, except, ...(otherwise === undefined ? {} : { otherwise }) }]
      }
      if (draft.path.length === 0) return []
      const personal = carriesPersonal(expression, readsPersonal)
      isMarked[index] = personal
      const type = this.typeOf(index, expression)
      const typed = type === expression.type ? expression : { ...expression, type }
      return [
        {
          kind: 'value',
          name: String(draft.path[0]),
          path: draft.path,
          expression: typed,
          personal,
        },
      ]
    })
    return { items, isComplete }
  }
}
