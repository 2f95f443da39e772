import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { luhnHolds } from './luhn.ts'

/** Can the text be the number of a payment card: 12 to 19 digits whose Luhn check holds? */
export const isCardNumberFunction = defineFunction({
  name: 'is_card_number',
  group: 'id',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'digits; blanks and dashes between them are passed over' },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Can the text be the number of a payment card: 12 to 19 digits whose Luhn check holds?',
  examples: [
    { expression: "is_card_number('4111 1111 1111 1111')", result: 'true' },
    { expression: "is_card_number('4111 1111 1111 1112')", result: 'false' },
    { expression: "is_card_number('79927398713')", result: 'false' },
  ],
  evaluate: ([text]) => {
    const digits = (text as string).replace(/[ -]/g, '')
    return /^\d{12,19}$/.test(digits) && luhnHolds(digits)
  },
})
