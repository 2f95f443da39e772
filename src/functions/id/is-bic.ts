import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Has the text the form of a BIC (ISO 9362): 8 or 11 characters with a country at the fifth? */
export const isBicFunction = defineFunction({
  name: 'is_bic',
  group: 'id',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the code' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Has the text the form of a BIC (ISO 9362): 8 or 11 characters with a country at the fifth?',
  examples: [
    { expression: "is_bic('DEUTDEFF')", result: 'true' },
    { expression: "is_bic('DEUTDEFF500')", result: 'true' },
    { expression: "is_bic('DEUT')", result: 'false' },
  ],
  evaluate: ([text]) => /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(text as string),
})
