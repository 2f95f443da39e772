import { defineFunction } from '../../catalog/function.ts'
import { elementOf } from '../common-type.ts'
import { arrayParameter } from './array-parameter.ts'
import { extremeElement } from './extreme-element.ts'

/** The smallest element; NULLs are skipped, and where none is left it is NULL. */
export const arrayMinFunction = defineFunction({
  name: 'array_min',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({ ...elementOf(types[0]), nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The smallest element; NULLs are skipped, and where none is left it is NULL.',
  examples: [
    { expression: 'array_min([3, 1, NULL, 2])', result: '1' },
    { expression: "array_min(['b', 'a'])", result: '"a"' },
    { expression: 'array_min([])', result: 'null' },
  ],
  evaluate: extremeElement(-1),
})
