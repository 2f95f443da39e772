import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { maskDigits } from './stars.ts'

/** A phone number with its last three digits alone, and its country after a +. */
export const maskPhoneFunction = defineFunction({
  name: 'mask_phone',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'A phone number with its last three digits alone, and its country after a +.',
  examples: [
    { expression: "mask_phone('+49 151 23456789')", result: '"+49 *** *****789"' },
    { expression: "mask_phone('555-1234')", result: '"***-*234"' },
  ],
  evaluate: ([text]) => maskDigits(text as string, /^\s*\+\d\d/.test(text as string) ? 2 : 0, 3),
})
