import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { ibanHolds, ibanPlain } from './iban-check.ts'

/** Is the text an IBAN whose check digits hold (ISO 13616)? The lengths of single countries are not checked. */
export const isIbanFunction = defineFunction({
  name: 'is_iban',
  aliases: ['iban_check'],
  group: 'id',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the number, with or without blanks' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'Is the text an IBAN whose check digits hold (ISO 13616)? The lengths of single countries are not checked.',
  examples: [
    { expression: "is_iban('GB82 WEST 1234 5698 7654 32')", result: 'true' },
    { expression: "is_iban('GB82WEST12345698765433')", result: 'false' },
    { expression: "is_iban('x')", result: 'false' },
  ],
  evaluate: ([text]) => ibanHolds(ibanPlain(text as string)),
})
