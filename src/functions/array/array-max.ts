import { defineFunction } from '../../catalog/function.ts'
import { elementOf } from '../common-type.ts'
import { arrayParameter } from './array-parameter.ts'
import { extremeElement } from './extreme-element.ts'

/** The largest element; NULLs are skipped, and where none is left it is NULL. */
export const arrayMaxFunction = defineFunction({
  name: 'array_max',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({ ...elementOf(types[0]), nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The largest element; NULLs are skipped, and where none is left it is NULL.',
  examples: [
    { expression: 'array_max([3, 1, NULL, 2])', result: '3' },
    { expression: "array_max(['b', 'a'])", result: '"b"' },
    { expression: 'array_max([])', result: 'null' },
  ],
  evaluate: extremeElement(1),
})
