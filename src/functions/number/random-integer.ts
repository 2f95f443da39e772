import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { checkedInteger } from '../../types/arithmetic.ts'

/** A random integer from low to high, both included, from the engine's seed. */
export const randomIntegerFunction = defineFunction({
  name: 'random_integer',

  group: 'number',
  parameters: [
    { name: 'low', kinds: ['INTEGER'], prose: 'the least result' },
    { name: 'high', kinds: ['INTEGER'], prose: 'the greatest result' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'seeded',
  flink: 'none',
  errors: ['number-overflow'],
  prose: "A random integer from low to high, both included, from the engine's seed.",
  examples: [
    { expression: 'random_integer(1, 6) BETWEEN 1 AND 6', result: 'true' },
    { expression: 'random_integer(3, 3)', result: '3' },
    { expression: 'random_integer(2, 1)', error: 'number-overflow' },
  ],
  evaluate: ([low, high], { random }) => {
    const span = Number(high) - Number(low) + 1
    if (span < 1 || !Number.isSafeInteger(span))
      throw new RecordError('number-overflow', 'there is no integer from low to high')
    return checkedInteger(BigInt(low as bigint) + BigInt(Math.floor(random() * span)))
  },
})
