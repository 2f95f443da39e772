import type { Span } from '../../../../diagnostic/span.ts'
import type { PutStep, Step } from '../../sql/ast.ts'
import { BOOLEAN, MAP, TEXT } from '../kinds.ts'
import { call, nothing, piece, solid, textLiteral, type Piece } from '../piece.ts'
import { enter, enterPayload } from '../path.ts'
import { builder, type Arguments, type Builder } from './argument.ts'

/** EMQX's context functions see nothing in WHERE and INCASE. */
const known = (a: Arguments, name: string): Piece => {
  const column = a.context.contextColumn(name)
  if (column !== undefined) return column
  a.context.warn(
    'emqx-undefined-here',
    a.expr.span,
    `\`${a.expr.name}(…)\` is undefined in WHERE and INCASE of EMQX, so nothing equals it`,
    `if the column \`${name}\` was meant, compare that`,
  )
  return nothing
}

const column = (name: string): Builder => builder(0, 0, (a) => known(a, name))

const topic = (a: Arguments): Piece => {
  const whole = known(a, 'topic')
  if (a.count === 0 || whole === nothing) return whole
  const level = a.constantInteger(0)
  if (level !== undefined && level < 1)
    return piece(`fail('topic levels go from 1')`, TEXT, { nullFails: true })
  const isOwn = whole.code.endsWith('topic') && !whole.code.includes('(')
  if (isOwn && level !== undefined) return piece(`topic(${String(level)})`, TEXT, { nullFails: true })
  const index = solid(a.value(0)).code
  const at = level === undefined ? `CASE WHEN ${index} >= 1 THEN ${index} END` : String(level)
  return piece(`split(${whole.code}, '/')[${at}]`, TEXT, { nullFails: true })
}

const key = (name: string, span: Span): Step & PutStep => ({ kind: 'key', name, span })

const payload = (a: Arguments): Piece => {
  const whole = known(a, 'payload')
  if (a.count === 0 || whole === nothing) return whole
  const names = a.constantText(0, 'the path').split('.')
  return enterPayload(
    a.context,
    names.map((name) => key(name, a.expr.span)),
  )
}

const flag = (a: Arguments): Piece => {
  const flags = known(a, 'flags')
  if (flags === nothing) return nothing
  return enter(a.context, { ...flags, kinds: MAP }, [key(a.constantText(0, 'the flag'), a.expr.span)])
}

const containsTopic = (a: Arguments, isMatch: boolean): Piece => {
  const list = a.solid(0).code
  const wanted = a.solid(1).code
  if (isMatch)
    a.context.warn(
      'emqx-difference',
      a.expr.span,
      'EMQX takes the topics of the list for names and the other one for a filter; both ways are tried here',
      'say topic_matches(topic, filter) for the one that is meant',
    )
  const test = isMatch
    ? `(topic_matches(t.topic, ${wanted}) OR topic_matches(${wanted}, t.topic))`
    : `t.topic = ${wanted}`
  const qos = a.count === 3 ? ` AND t.qos = ${a.solid(2).code}` : ''
  return piece(`coalesce(any(not_null(${list}), t -> ${test}${qos}), FALSE)`, BOOLEAN)
}

const undefinedFunction = builder(0, 0, () => nothing)

export const messageBuilders: Readonly<Record<string, Builder>> = {
  msgid: column('id'),
  qos: column('qos'),
  flags: column('flags'),
  flag: builder(1, 1, flag),
  topic: builder(0, 1, topic),
  clientid: column('clientid'),
  clientip: column('peerhost'),
  peerhost: column('peerhost'),
  username: column('username'),
  payload: builder(0, 1, payload),
  contains_topic: builder(2, 3, (a) => containsTopic(a, false)),
  contains_topic_match: builder(2, 3, (a) => containsTopic(a, true)),
  null: undefinedFunction,
  topic_match: builder(2, 2, (a) => call('topic_matches', [a.text(0), a.text(1)], BOOLEAN)),
  getenv: builder(1, 1, (a) => {
    throw a.refuse(
      0,
      'the environment is no input of a rule',
      `say SET ${textLiteral('name')} in the rules, by profile`,
    )
  }),
}
