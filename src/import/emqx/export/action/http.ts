import { membersOf, memberOf, textAt } from '../node.ts'
import { templateText } from '../template.ts'
import {
  refuse,
  targetText,
  textObject,
  toTarget,
  valueSettings,
  type ActionContext,
  type CarriedAction,
} from './action.ts'
import { textLiteral } from '../../rewrite/piece.ts'

/** One request for each row. */
export const carryHttp = (context: ActionContext): CarriedAction => {
  const { parameters } = context
  const method = (textAt(parameters, 'method') ?? 'post').toUpperCase()
  if (!['POST', 'PUT', 'DELETE'].includes(method))
    throw refuse(context.span, `rows are not sent with ${method}`, 'take POST or PUT')
  const path = textAt(parameters, 'path') ?? ''
  const all = membersOf(memberOf(parameters, 'headers')).map(
    ([name, value]) => [name, value.kind === 'text' ? value.value : ''] as const,
  )
  const media = all.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const others = textObject(
    context,
    all.filter(([name]) => name.toLowerCase() !== 'content-type'),
  )
  const body = textAt(parameters, 'body')
  const settings = [
    ...(path === '' ? [] : [{ name: 'path', code: templateText(context.scope, path).code }]),
    ...(method === 'POST' ? [] : [{ name: 'method', code: textLiteral(method) }]),
    ...(media === undefined || media === 'application/json'
      ? []
      : [{ name: 'content_type', code: textLiteral(media) }]),
    ...(others === undefined ? [] : [{ name: 'headers', code: others }]),
    // EMQX sends no body with DELETE, whatever the action says.
    ...(body === '' || method === 'DELETE'
      ? [{ name: 'value', code: "''" }]
      : valueSettings(context, body ?? '${.}')),
  ]
  return toTarget(targetText(context.connection, settings))
}
