import type { Span } from '../../diagnostic/span.ts'
import type { Expression, Item, Name } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import type { Place } from '../names/place.ts'

/** An item before it is checked: where its value goes, and what makes it. */
export interface Draft {
  /** Empty where the item has no name, which is a finding. */
  readonly path: readonly (string | number)[]
  /** Where its name stands, for findings. */
  readonly at: Span
  readonly source:
    | { readonly kind: 'node'; readonly node: Expression }
    /** An input column as it is. */
    | { readonly kind: 'ready'; readonly expression: Checked }
    /** All members of an object that only the run knows. */
    | {
        readonly kind: 'spread'
        readonly expression: Checked
        readonly except?: readonly string[]
        readonly otherwise?: string
      }
    | { readonly kind: 'broken' }
}

const ready = (name: string, expression: Checked, at: Span): Draft => ({
  path: [name],
  at,
  source: { kind: 'ready', expression },
})

const columnDraft = (place: Place, name: string, at: Span): Draft => {
  const lookup = place.column(name, at)
  return lookup.kind === 'found'
    ? ready(name, lookup.expression, at)
    : { path: [name], at, source: { kind: 'broken' } }
}

type Star = Item & { kind: 'star' }

const checkNames = (context: Context, names: readonly Name[], known: readonly string[]): void => {
  for (const name of names)
    if (!known.includes(name.text))
      context.report('unknown-name', name, {
        message: `\`*\` has no column \`${name.text}\``,
        ...context.suggest(name, known),
      })
}

/** `*`: the columns of all inputs, without EXCEPT, with REPLACE in their places. */
const starDrafts = (context: Context, item: Star): readonly Draft[] => {
  const at = { start: item.span.start, end: item.span.start + 1 }
  const { places } = context.scope
  const known = places.flatMap((place) => place.columns())
  if (known.length > 0 && places.every((place) => place.spreads === undefined)) {
    checkNames(context, item.except, known)
    checkNames(
      context,
      item.replace.map((one) => one.name),
      known,
    )
  }
  const except = new Set(item.except.map((name) => name.text))
  const drafts = places.flatMap((place) => [
    ...place
      .columns()
      .filter((name) => !except.has(name))
      .map((name): Draft => {
        const replacement = item.replace.find((one) => one.name.text === name)
        return replacement === undefined ? columnDraft(place, name, at) : replaced(replacement)
      }),
    ...(place.spreads?.(at) ?? []).map((expression): Draft => ({
      path: [],
      at,
      source: { kind: 'spread', expression, except: [...except] },
    })),
  ])
  // A member that only the run knows is replaced whether it comes or not.
  const others = item.replace.filter(({ name }) => !known.includes(name.text) && !except.has(name.text))
  return [...drafts, ...others.map(replaced)]
}

const replaced = ({ name, value }: Star['replace'][number]): Draft => ({
  path: [name.text],
  at: name.span,
  source: { kind: 'node', node: value },
})

/** `x.*`: the columns of an input, the fields of an object, or what only the run knows. */
const spreadDrafts = (context: Context, target: Expression, span: Span): readonly Draft[] => {
  const place = target.kind === 'name' ? context.scope.place(target.name.text) : undefined
  if (place !== undefined)
    return [
      ...place.columns().map((name) => columnDraft(place, name, span)),
      ...(place.spreads?.(span) ?? []).map((expression): Draft => spread(expression, span)),
    ]
  const expression = context.check(target)
  if (expression === undefined) return [{ path: [], at: span, source: { kind: 'broken' } }]
  const drafts = memberDrafts(expression, span)
  if (drafts !== undefined) return drafts
  context.report('wrong-type', target, {
    message: `\`${context.text(target)}\` is ${expression.type.kind} and has no members`,
  })
  return [{ path: [], at: span, source: { kind: 'broken' } }]
}

const spread = (expression: Checked, at: Span): Draft => ({
  path: [],
  at,
  source: { kind: 'spread', expression },
})

/** The members of an object as items; undefined where it never has any. */
const memberDrafts = (expression: Checked, span: Span): readonly Draft[] | undefined => {
  const { kind, fields, nullable } = expression.type
  if (kind === 'OBJECT' && fields !== undefined)
    return fields.map(({ name, type }) =>
      ready(
        name,
        {
          kind: 'field',
          target: expression,
          name,
          type: { ...type, nullable: type.nullable || nullable },
          span,
        },
        span,
      ),
    )
  return kind === 'OBJECT' || kind === 'ANY' ? [spread(expression, span)] : undefined
}

/** FOREACH without DO: the members of the element, or one column of its name where it has none. */
export const elementDrafts = (element: Checked, name: string, at: Span): readonly Draft[] =>
  (memberDrafts(element, at) ?? [ready(name, element, at)]).map((draft) =>
    draft.source.kind === 'spread' ? { ...draft, source: { ...draft.source, otherwise: name } } : draft,
  )

/** The last step of a path, which is its name; undefined for all else. */
const impliedName = (node: Expression): string | undefined => {
  if (node.kind === 'name' || node.kind === 'member') return node.name.text
  return node.kind === 'index' && node.index.kind === 'text' ? node.index.value : undefined
}

const ARRAY_MAX = 1_000

const aliasPath = (
  context: Context,
  item: Item & { kind: 'expression' },
): readonly (string | number)[] | undefined => {
  const { alias, value } = item
  if (alias === undefined) {
    const name = impliedName(value)
    if (name !== undefined) return [name]
    return context.report('unnamed-item', value, {
      message: `\`${context.text(value)}\` needs a name`,
      help: 'add AS and a name',
    })
  }
  const wrong = alias.path.find(
    (step): step is number => typeof step === 'number' && (step < 1 || step > ARRAY_MAX),
  )
  if (wrong !== undefined)
    return context.report('bad-literal', item, {
      message: `AS …[${String(wrong)}]: places in an array go from 1 to ${String(ARRAY_MAX)}`,
    })
  return [alias.name.text, ...alias.path.map((step) => (typeof step === 'number' ? step : step.text))]
}

/** Items as drafts, in SELECT order; `*` and `x.*` become one draft for each column that is known. */
export const draftItems = (context: Context, items: readonly Item[]): readonly Draft[] =>
  items.flatMap((item): readonly Draft[] => {
    if (item.kind === 'star') return starDrafts(context, item)
    const { value } = item
    if (value.kind === 'spread') return spreadDrafts(context, value.target, value.span)
    const path = aliasPath(context, item)
    return [
      { path: path ?? [], at: item.alias?.name.span ?? value.span, source: { kind: 'node', node: value } },
    ]
  })

const startsWith = (path: readonly unknown[], other: readonly unknown[]): boolean =>
  other.every((step, k) => path[k] === step)

/** Two items that go to the same place of the output, or one into the other. */
export const checkDuplicates = (context: Context, drafts: readonly Draft[]): void => {
  const byHead = new Map<string | number, Draft[]>()
  for (const draft of drafts) {
    const [head] = draft.path
    if (head === undefined) continue
    const others = byHead.get(head)
    if (others === undefined) {
      byHead.set(head, [draft])
      continue
    }
    const clash = others.find(
      (other) =>
        startsWith(other.path, draft.path) ||
        startsWith(draft.path, other.path) ||
        typeof other.path[1] !== typeof draft.path[1],
    )
    others.push(draft)
    if (clash === undefined) continue
    const star = context.surroundings.document.text[clash.at.start] === '*'
    context.report(
      'duplicate-output',
      { span: draft.at },
      {
        message: `the output has a column \`${String(head)}\` already`,
        help: star ? `leave it out of the star: * EXCEPT (${String(head)})` : 'name one of them with AS',
        related: [{ message: 'the first is here', document: context.surroundings.document, span: clash.at }],
      },
    )
  }
}
