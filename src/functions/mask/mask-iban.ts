import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** An IBAN with its country, check digits and last four characters alone; any shorter text is hidden whole. */
export const maskIbanFunction = defineFunction({
  name: 'mask_iban',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'An IBAN with its country, check digits and last four characters alone; any shorter text is hidden whole.',
  examples: [
    { expression: "mask_iban('DE89 3704 0044 0532 0130 00')", result: '"DE89 **** **** **** **30 00"' },
    { expression: "mask_iban('DE8937')", result: '"******"' },
  ],
  evaluate: ([text]) => {
    const total = (text as string).replace(/ /g, '').length
    let seen = 0
    return (text as string).replace(/[^ ]/gu, (character) => {
      const at = seen
      seen += character.length
      return total > 12 && (at < 4 || at >= total - 4) ? character : '*'
    })
  },
})
