import type { Expression, Index, Member, Name, Slice } from '../../syntax/ast/index.ts'
import type { Span } from '../../diagnostic/span.ts'
import type { Type } from '../../types/type.ts'
import type { Checked } from '../checked/expression.ts'
import { ANY } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'
import type { Context } from './context.ts'

/** `input`, or `first(step)` and `last(step)` of a step that repeats. */
const ownerOf = (target: Expression): { readonly name: string; readonly isPicked: boolean } | undefined => {
  if (target.kind === 'name') return { name: target.name.text, isPicked: false }
  if (target.kind !== 'call' || !['first', 'last'].includes(target.name.text.toLowerCase())) return undefined
  const [argument, more] = target.arguments
  return argument?.kind === 'name' && more === undefined
    ? { name: argument.name.text, isPicked: true }
    : undefined
}

/** `input.column`, where the first word names an input; 'none' where it does not. */
const placeColumn = (context: Context, node: Member): Checked | undefined | 'none' => {
  const owner = ownerOf(node.target)
  const place = owner && context.scope.place(owner.name)
  if (owner === undefined || place === undefined || (owner.isPicked && place.repeats !== true)) return 'none'
  if (!owner.isPicked && place.repeats === true)
    return context.report('bad-sequence', node, {
      message: `the step \`${owner.name}\` may be taken several times, so \`${context.text(node)}\` does not say which`,
      help: `write first(${owner.name}).${node.name.text} or last(${owner.name}).${node.name.text}`,
    })
  const span = context.span(node)
  const column = place.column(node.name.text, span)
  const lookup = column.kind === 'unknown' ? (place.open?.(node.name.text, span) ?? column) : column
  if (lookup.kind === 'found') return lookup.expression
  if (lookup.kind === 'broken') return undefined
  return context.report('unknown-name', node.name, {
    message: `${place.called} has no column \`${node.name.text}\``,
    ...context.suggest(node.name, place.columns()),
  })
}

const steps = (path: string): string => (/^[A-Za-z_]\w*$/.test(path) ? `.${path}` : `['${path}']`)

const noFields = (
  context: Context,
  target: Checked,
  node: Expression,
  name: string,
  at: { span: Span },
): undefined => {
  const text = context.text(node)
  if (target.type.kind === 'STRING')
    return context.report('wrong-type', at, {
      message: `\`${text}\` is STRING and has no field \`${name}\``,
      help: 'JSON inside text is entered by json(…)',
      fix: {
        title: `write json(${text})${steps(name)}`,
        edits: [{ span: node.span, text: `json(${text})` }],
      },
    })
  return context.report('wrong-type', at, {
    message: `\`${text}\` is ${show(target.type)} and has no field \`${name}\``,
    ...(target.type.kind === 'ARRAY' ? { help: `take an element first: \`${text}[1]\`` } : {}),
  })
}

/** Own member `name` of a checked target. */
const fieldOf = (
  context: Context,
  target: Checked,
  targetNode: Expression,
  name: Name | { readonly text: string; readonly span: Span },
  span: Span,
): Checked | undefined => {
  const { fields } = target.type
  if (target.type.kind === 'ANY' && target.kind === 'payload')
    return { kind: 'payload', path: [...target.path, name.text], type: ANY, span }
  if (target.type.kind === 'OBJECT' && fields !== undefined) {
    const field = fields.find((one) => one.name === name.text)
    if (field === undefined)
      return context.report('unknown-name', name, {
        message: `\`${context.text(targetNode)}\` has no field \`${name.text}\``,
        ...('quoted' in name
          ? context.suggest(
              name,
              fields.map((one) => one.name),
            )
          : {}),
      })
    const literal = target.kind === 'object' ? target.fields.find((one) => one.name === name.text) : undefined
    if (literal !== undefined) return literal.value
    const nullable = field.type.nullable || target.type.nullable
    return { kind: 'field', target, name: name.text, type: { ...field.type, nullable }, span }
  }
  if (target.type.kind !== 'ANY' && target.type.kind !== 'OBJECT' && target.type.kind !== 'NULL')
    return noFields(context, target, targetNode, name.text, name)
  return { kind: 'field', target, name: name.text, type: ANY, span }
}

/** `target.name` */
export const checkMember = (context: Context, node: Member): Checked | undefined => {
  const column = placeColumn(context, node)
  if (column !== 'none') return column
  const target = context.check(node.target)
  return target && fieldOf(context, target, node.target, node.name, context.span(node))
}

const indexKinds = (target: Type): readonly Type['kind'][] =>
  target.kind === 'ARRAY' ? ['INTEGER'] : target.kind === 'OBJECT' ? ['STRING'] : ['INTEGER', 'STRING']

const checkTarget = (context: Context, target: Checked, node: Expression): boolean => {
  const { kind } = target.type
  if (kind === 'ARRAY' || kind === 'OBJECT' || kind === 'ANY' || kind === 'NULL') return true
  context.report('wrong-type', node, {
    message: `\`${context.text(node)}\` is ${show(target.type)} and has no elements`,
    ...(kind === 'STRING' ? { help: 'substr(…) takes a part of a text' } : {}),
  })
  return false
}

/** `target[index]`: an array's element from 1, or an object's member by text. */
export const checkIndex = (context: Context, node: Index): Checked | undefined => {
  const target = context.check(node.target)
  const index = context.check(node.index)
  if (target === undefined || index === undefined || !checkTarget(context, target, node.target))
    return undefined
  const kinds = indexKinds(target.type)
  if (index.type.kind !== 'ANY' && !kinds.includes(index.type.kind))
    return context.report('wrong-type', node.index, {
      message: `an index into ${show(target.type)} is ${kinds.join(' or ')}, not ${show(index.type)}`,
    })
  const span = context.span(node)
  if (index.kind === 'literal' && typeof index.value === 'string')
    return fieldOf(context, target, node.target, { text: index.value, span: node.index.span }, span)
  if (index.kind === 'literal' && index.value === 0)
    context.report('index-zero', node.index, { message: 'index 0: there is no such element' })
  const type: Type = { ...(target.type.element ?? ANY), nullable: true }
  return { kind: 'element', target, index, type, span }
}

/** `target[from..to]`, both ends included. */
export const checkSlice = (context: Context, node: Slice): Checked | undefined => {
  const target = context.check(node.target)
  const ends = [node.from, node.to].map((end) => {
    const checked = end && context.check(end)
    if (end === undefined || checked === undefined) return { ok: end === undefined, checked }
    const ok = checked.type.kind === 'INTEGER' || checked.type.kind === 'ANY'
    if (!ok)
      context.report('wrong-type', end, {
        message: `the end of a slice is INTEGER, not ${show(checked.type)}`,
      })
    return { ok, checked }
  })
  if (target === undefined || ends.some((end) => !end.ok)) return undefined
  if (!checkTarget(context, target, node.target)) return undefined
  if (target.type.kind === 'OBJECT')
    return context.report('wrong-type', node.target, {
      message: `\`${context.text(node.target)}\` is OBJECT; only arrays have slices`,
    })
  const [from, to] = ends
  const type: Type =
    target.type.kind === 'ARRAY'
      ? { ...target.type, nullable: target.type.nullable }
      : { kind: 'ARRAY', nullable: true }
  return {
    kind: 'slice',
    target,
    type,
    span: context.span(node),
    ...(from?.checked === undefined ? {} : { from: from.checked }),
    ...(to?.checked === undefined ? {} : { to: to.checked }),
  }
}
