import type { ArrayLiteral, ObjectLiteral } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { ANY } from '../typing/kinds.ts'
import { adaptAll } from './adapt.ts'
import type { Context } from './context.ts'

/** `[a, b]` */
export const checkArray = (context: Context, node: ArrayLiteral): Checked | undefined => {
  const elements = node.elements.map((element) => context.check(element))
  const known = elements.filter((element) => element !== undefined)
  if (known.length < elements.length) return undefined
  const { type, adapted } = adaptAll(known)
  const element = type.kind === 'NULL' ? ANY : type
  return {
    kind: 'array',
    elements: adapted,
    type: { kind: 'ARRAY', nullable: false, element },
    span: context.span(node),
  }
}

/** `{a: 1, 'odd key': 2}` */
export const checkObject = (context: Context, node: ObjectLiteral): Checked | undefined => {
  const seen = new Set<string>()
  const fields: { name: string; value: Checked }[] = []
  for (const member of node.members) {
    const name = member.name.text
    if (seen.has(name))
      context.report('duplicate-output', member.name, { message: `member \`${name}\` stands twice` })
    seen.add(name)
    const value = context.check(member.value)
    if (value !== undefined) fields.push({ name, value })
  }
  if (fields.length < node.members.length || seen.size < node.members.length) return undefined
  const known = fields.map(({ name, value }) => ({ name, type: value.type }))
  return {
    kind: 'object',
    fields,
    type: { kind: 'OBJECT', nullable: false, fields: known },
    span: context.span(node),
  }
}
