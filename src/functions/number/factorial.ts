import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { normalInteger } from '../../types/json/number.ts'

/** The product of the integers from 1 to the number. */
export const factorialFunction = defineFunction({
  name: 'factorial',

  group: 'number',
  parameters: [{ name: 'number', kinds: ['INTEGER'], prose: '0 to 20' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The product of the integers from 1 to the number.',
  examples: [
    { expression: 'factorial(5)', result: '120' },
    { expression: 'factorial(20)', result: '2432902008176640000' },
    { expression: 'factorial(21)', error: 'number-overflow' },
  ],
  evaluate: ([number]) => {
    const count = Number(number)
    if (count < 0 || count > 20) throw new RecordError('number-overflow', 'factorial takes 0 to 20')
    let product = 1n
    for (let k = 2n; k <= count; k++) product *= k
    return normalInteger(product)
  },
})
