import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { luhnHolds } from './luhn.ts'

/** Does the check digit of the number hold by the Luhn formula (ISO/IEC 7812)? */
export const isLuhnFunction = defineFunction({
  name: 'is_luhn',
  aliases: ['luhn_check'],
  group: 'id',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'digits; blanks and dashes between them are passed over' },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Does the check digit of the number hold by the Luhn formula (ISO/IEC 7812)?',
  examples: [
    { expression: "is_luhn('79927398713')", result: 'true' },
    { expression: "is_luhn('79927398710')", result: 'false' },
    { expression: "is_luhn('')", result: 'false' },
  ],
  evaluate: ([text]) => {
    const digits = (text as string).replace(/[ -]/g, '')
    return /^\d{2,}$/.test(digits) && luhnHolds(digits)
  },
})
