import { elementsOf, memberOf, textAt } from '../node.ts'
import { singleValue } from '../template.ts'
import {
  keySetting,
  neededTemplate,
  refuse,
  targetText,
  textObject,
  toTarget,
  valueSettings,
  warnSettings,
  type ActionContext,
  type CarriedAction,
  type Setting,
} from './action.ts'

const headers = (context: ActionContext): readonly Setting[] => {
  const { parameters } = context
  const extra = elementsOf(memberOf(parameters, 'kafka_ext_headers')).map(
    (one) =>
      [textAt(one, 'kafka_ext_header_key') ?? '', textAt(one, 'kafka_ext_header_value') ?? ''] as const,
  )
  const whole = textAt(parameters, 'kafka_headers') ?? ''
  if (whole !== '') {
    const value = singleValue(context.scope, whole)
    if (value === 'missing' && extra.length === 0) return []
    if (value === undefined || value === 'missing' || extra.length > 0)
      throw refuse(
        context.span,
        'these Kafka headers are put together of several parts',
        'name each header by itself',
      )
    return [{ name: 'headers', code: value.code }]
  }
  const code = textObject(context, extra)
  return code === undefined ? [] : [{ name: 'headers', code }]
}

/** A Kafka producer: key and value are null where the output has them not. */
export const carryKafka = (context: ActionContext): CarriedAction => {
  const { parameters } = context
  const message = memberOf(parameters, 'message')
  const topic = neededTemplate(context, 'topic')
  const settings = [
    { name: 'topic', code: topic.code },
    ...keySetting(context, textAt(message, 'key') ?? '${.clientid}'),
    ...headers(context),
    ...valueSettings(context, textAt(message, 'value') ?? '${.}'),
  ]
  const timestamp = textAt(message, 'timestamp')
  if (timestamp !== undefined && !/^\$\{\.?timestamp\}$/.test(timestamp))
    context.warn(
      'emqx-setting',
      context.span,
      'the time of the record is the event time, not what the template says',
    )
  warnSettings(context, ['partitions_limit', 'max_batch_age', 'buffer', 'compression', 'required_acks'])
  return toTarget(targetText(context.connection, settings))
}
