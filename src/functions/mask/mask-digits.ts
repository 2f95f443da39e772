import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { maskDigits } from './stars.ts'

/** The text with its digits replaced by stars, but for some at its start and end; what is no digit stays. */
export const maskDigitsFunction = defineFunction({
  name: 'mask_digits',
  group: 'mask',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'first', kinds: ['INTEGER'], prose: 'digits that stay at the start', optional: true },
    { name: 'last', kinds: ['INTEGER'], prose: 'digits that stay at the end', optional: true },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The text with its digits replaced by stars, but for some at its start and end; what is no digit stays.',
  examples: [
    { expression: "mask_digits('A-1234-56')", result: '"A-****-**"' },
    { expression: "mask_digits('A-1234-56', 0, 2)", result: '"A-****-56"' },
  ],
  evaluate: ([text, first, last]) =>
    maskDigits(text as string, Math.max(0, Number(first ?? 0)), Math.max(0, Number(last ?? 0))),
})
