import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor, newObject, isObject } from '../limits.ts'

/** The object of such members; what has no text as its key is left out, and of two with one key the last counts. */
export const fromEntriesFunction = defineFunction({
  name: 'from_entries',
  aliases: ['map_from_entries'],
  group: 'object',
  parameters: [{ name: 'entries', kinds: ['ARRAY'], prose: 'objects {key, value}, or pairs [key, value]' }],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'The object of such members; what has no text as its key is left out, and of two with one key the last counts.',
  examples: [
    { expression: "from_entries([{key: 'a', value: 1}])", result: '{"a":1}' },
    { expression: "from_entries([['a', 1], ['b', NULL]])", result: '{"a":1,"b":null}' },
  ],
  evaluate: ([entries], environment) => {
    const object = newObject()
    chargeFor((entries as readonly Value[]).length, environment)
    for (const one of entries as readonly Value[]) {
      const [key, value] = Array.isArray(one)
        ? (one as readonly Value[])
        : isObject(one)
          ? [one['key'], one['value']]
          : []
      if (typeof key === 'string') object[key] = value ?? null
    }
    return object
  },
})
