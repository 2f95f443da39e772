import { memberOf as memberCode } from '../../rewrite/piece.ts'
import { memberOf, membersOf, textAt } from '../node.ts'
import { isWhole, singleValue, templateText } from '../template.ts'
import {
  neededTemplate,
  refuse,
  targetText,
  valueSettings,
  warnSettings,
  type ActionContext,
  type CarriedAction,
  type Setting,
} from './action.ts'

interface Variant {
  readonly settings: readonly Setting[]
  readonly when: string | undefined
}

const constant = (name: string, code: string): readonly Variant[] => [
  { settings: [{ name, code }], when: undefined },
]

/** QoS and retain are constants of a target here, so that a value of the message makes a target for each. */
const variants = (
  context: ActionContext,
  name: 'qos' | 'retain',
  options: readonly string[],
  absent: string,
): readonly Variant[] => {
  const given = textAt(context.parameters, name)
  if (given === undefined) return constant(name, absent)
  if (options.includes(given)) return constant(name, given.toUpperCase())
  const value = singleValue(context.scope, given)
  if (value === 'missing') return constant(name, options[0]?.toUpperCase() ?? absent)
  if (value === undefined)
    throw refuse(context.span, `\`${name}\` of the message is computed`, `take \${${name}} or a constant`)
  const [first = '', ...others] = options
  const test = (option: string): string => `${value.code} = ${option.toUpperCase()}`
  return [
    ...others.map((option) => ({
      settings: [{ name, code: option.toUpperCase() }],
      when: test(option),
    })),
    {
      settings: [{ name, code: first.toUpperCase() }],
      when: `coalesce(${others.map((option) => `NOT ${test(option)}`).join(' AND ')}, TRUE)`,
    },
  ]
}

/** What EMQX takes for the properties of the message that came, whatever the rule selects. */
const ORIGINAL = /^\$\{\.?pub_props\.'?User-Property'?\}$/

const userProperties = (context: ActionContext): readonly Setting[] => {
  const given = textAt(context.parameters, 'user_properties') ?? '${user_properties}'
  if (given === '') return []
  const original = ORIGINAL.test(given) ? context.scope.column('pub_props') : undefined
  if (original !== undefined)
    return [{ name: 'user_properties', code: memberCode(original, 'User-Property') }]
  const value = singleValue(context.scope, given)
  // Unless the rule makes properties of its own, there are none: a template of a name alone says that, too.
  if (value === 'missing' && !ORIGINAL.test(given)) return []
  if (value === undefined || value === 'missing') {
    context.warn('emqx-setting', context.span, `the user properties ${given} are not carried over`)
    return []
  }
  return [{ name: 'user_properties', code: value.code }]
}

/** Settings of MQTT 5 that say something. */
const hasProperties = (context: ActionContext): boolean =>
  membersOf(memberOf(context.parameters, 'mqtt_properties')).some(
    ([, value]) => value.kind !== 'text' || value.value !== '',
  )

/** A message published again, or to another broker. */
export const carryPublish =
  (payloadDefault: string) =>
  (context: ActionContext): CarriedAction => {
    const topic = neededTemplate(context, 'topic')
    const payload = textAt(context.parameters, 'payload') ?? payloadDefault
    const value =
      payload === '' || isWhole(payload)
        ? valueSettings(context, payload)
        : [{ name: 'value', code: templateText(context.scope, payload).code }]
    const targets = variants(context, 'qos', ['0', '1', '2'], '0').flatMap((qos) =>
      variants(context, 'retain', ['false', 'true'], 'FALSE').map((retain) => {
        const when = [qos.when, retain.when].filter((one) => one !== undefined).join(' AND ')
        const settings = [
          { name: 'topic', code: topic.code },
          ...qos.settings,
          ...retain.settings.filter(({ code }) => code !== 'FALSE'),
          ...userProperties(context),
          ...value,
        ]
        return targetText(context.connection, settings, when === '' ? undefined : when)
      }),
    )
    if (hasProperties(context)) warnSettings(context, ['mqtt_properties'])
    return { targets, rules: [] }
  }
