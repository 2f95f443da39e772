import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { maskDigits } from './stars.ts'

/** A card number with its first six and last four digits alone, as PCI DSS allows to show them; a shorter number is hidden whole. */
export const maskCardFunction = defineFunction({
  name: 'mask_card',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'A card number with its first six and last four digits alone, as PCI DSS allows to show them; a shorter number is hidden whole.',
  examples: [
    { expression: "mask_card('4111 1111 1111 1111')", result: '"4111 11** **** 1111"' },
    { expression: "mask_card('123456')", result: '"******"' },
  ],
  evaluate: ([text]) => maskDigits(text as string, 6, 4),
})
