import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { jsonTypeOf } from './json-type.ts'
import { memberText } from './member-text.ts'

/** The elements of an array as texts; 2.0 keeps its point there. */
export const textsOfFunction = defineFunction({
  name: 'texts_of',
  group: 'json',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    {
      name: 'kind',
      kinds: ['STRING'],
      prose: "only elements of this kind, as json_type names them: 'number', 'string' …",
      optional: true,
    },
  ],
  result: () => ({ kind: 'ARRAY', nullable: false, element: { kind: 'STRING', nullable: false } }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'The elements of an array as a message shows them, each like text_at: 2.0 of the JSON keeps its point.',
  examples: [
    { expression: 'texts_of(json(\'[1, 2.0, "a", null]\'))', result: '["1","2.0","a","null"]' },
    { expression: 'texts_of([])', result: '[]' },
    { expression: "texts_of(json('[1, \"1\", 2.0]'), 'number')", result: '["1","2.0"]' },
  ],
  evaluate: ([array, kind], environment) => {
    const all = array as readonly Value[]
    chargeFor(all.length, environment)
    return all.flatMap((one, k) =>
      kind === undefined || jsonTypeOf(one) === kind ? [memberText(all, k + 1, one, environment)] : [],
    )
  },
})
