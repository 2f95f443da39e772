import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The ratio of the circumference of a circle to its diameter. */
export const piFunction = defineFunction({
  name: 'pi',

  group: 'number',
  parameters: [],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',

  prose: 'The ratio of the circumference of a circle to its diameter.',
  examples: [
    { expression: 'round(pi(), 6)', result: '3.141593' },
    { expression: 'pi() > 3', result: 'true' },
  ],
  evaluate: () => Math.PI,
})
