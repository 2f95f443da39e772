import type { OptionSpec } from '../../catalog/connector.ts'
import type { Place } from '../../syntax/ast/index.ts'
import type { Value } from '../../types/value.ts'
import type { Context } from '../expression/context.ts'
import { declaredOption, freeOption, given, unknownOption } from '../statement/option.ts'

const topicOf = ({ topic, origin, name }: Place): string | undefined =>
  topic?.value ?? (origin === 'topic' ? name.text : undefined)

/** The options of a GIVEN by their declarations. A topic in quotes behind the name is the option `topic`. */
export const givenOptions = (
  context: Context,
  place: Place,
  specs: readonly OptionSpec[],
): ReadonlyMap<string, Value> => {
  const values = new Map<string, Value>()
  const topic = topicOf(place)
  if (topic !== undefined) values.set('topic', topic)
  for (const [name, one] of given(context, place.options)) {
    const spec = specs.find((candidate) => candidate.name === name)
    if (spec === undefined) {
      const known = specs.map((candidate) => candidate.name)
      unknownOption(context, one.option.name, 'GIVEN', known)
      continue
    }
    const value = declaredOption(one, spec)
    if (value?.kind === 'constant') values.set(name, value.value)
  }
  return values
}

/** The options of an EXPECT: constants with any of the names that its targets set. */
export const expectedOptions = (
  context: Context,
  place: Place,
  known: readonly string[],
): Readonly<Record<string, Value>> => {
  const values = new Map<string, Value>()
  const topic = topicOf(place)
  if (topic !== undefined) values.set('topic', topic)
  for (const [name, one] of given(context, place.options)) {
    if (!known.includes(name)) {
      if (known.length > 0) unknownOption(context, one.option.name, `\`${place.name.text}\` here`, known)
      else context.report('unknown-option', one.option.name, { message: `the rule sets no options here` })
      continue
    }
    const value = freeOption(one)
    if (value?.kind === 'constant') values.set(name, value.value)
    else if (value !== undefined)
      context.report('not-constant', one.option.value, { message: 'an expected option is a constant' })
  }
  return Object.fromEntries(values)
}
