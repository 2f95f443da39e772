import { defineFunction, type Environment } from '../../catalog/function.ts'
import { textOf } from '../../types/text-of.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { isObject } from '../limits.ts'
import { doubleText } from './double-text.ts'
import { shownJson } from './shown-json.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

/** The value as a message shows it to people; a number is a DOUBLE where its type or its digits say so. */
export const shownText = (value: Value, environment: Environment, type: Type = ANY): string => {
  if (value == null) return 'null'
  if (typeof value === 'number' && (type.kind === 'DOUBLE' || !Number.isInteger(value)))
    return doubleText(value)
  const isContainer = Array.isArray(value) || isObject(value)
  return isContainer ? shownJson(value, type, environment) : textOf(value, type)
}

/** The value as a message shows it to people. */
export const textOfFunction = defineFunction({
  name: 'text_of',
  group: 'text',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The value as a message shows it: text as it is, a DOUBLE with a point and at most 10 digits behind it, objects and arrays as JSON with their members sorted by name and 2.0 as the source has it, NULL as null.',
  examples: [
    { expression: "text_of({b: 1, a: 'x'})", result: '"{\\"a\\":\\"x\\",\\"b\\":1}"' },
    { expression: 'text_of(0.1 + 0.2)', result: '"0.3"' },
    { expression: 'text_of(4 / 2)', result: '"2.0"' },
    { expression: 'text_of(NULL)', result: '"null"' },
  ],
  evaluate: ([value], environment, [type]) => shownText(value as Value, environment, type),
})
