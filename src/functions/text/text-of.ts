import { defineFunction } from '../../catalog/function.ts'
import { jsonText } from '../../types/json/write.ts'
import { textOf } from '../../types/text-of.ts'
import type { Value } from '../../types/value.ts'
import { sortedByKeys } from '../object/sort-keys.ts'

const DIGITS_MAX = 10
/** Numbers from here on have no digits behind the point anyway. */
const FIXED_MAX = 1e21

const doubleText = (value: number): string => {
  if (Math.abs(value) >= FIXED_MAX) return String(value)
  const fixed = value.toFixed(DIGITS_MAX).replace(/0+$/, '')
  return fixed.endsWith('.') ? `${fixed}0` : fixed
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
    'The value as a message shows it: text as it is, a DOUBLE with a point and at most 10 digits behind it, objects and arrays as JSON with their members sorted by name, NULL as null.',
  examples: [
    { expression: "text_of({b: 1, a: 'x'})", result: '"{\\"a\\":\\"x\\",\\"b\\":1}"' },
    { expression: 'text_of(0.1 + 0.2)', result: '"0.3"' },
    { expression: 'text_of(4 / 2)', result: '"2.0"' },
    { expression: 'text_of(NULL)', result: '"null"' },
  ],
  evaluate: ([value], environment, [type]) => {
    const any = value as Value
    if (any == null) return 'null'
    if (typeof any === 'number' && (type?.kind === 'DOUBLE' || !Number.isInteger(any))) return doubleText(any)
    if (Array.isArray(any) || type?.kind === 'OBJECT') return jsonText(sortedByKeys(any, environment), type)
    const sorted = sortedByKeys(any, environment)
    return textOf(sorted, type ?? { kind: 'ANY', nullable: true })
  },
})
