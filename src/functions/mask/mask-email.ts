import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { stars } from './stars.ts'

/** An e-mail address with the first character of its name, and its domain; any other text is hidden whole. */
export const maskEmailFunction = defineFunction({
  name: 'mask_email',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'An e-mail address with the first character of its name, and its domain; any other text is hidden whole.',
  examples: [
    { expression: "mask_email('ann.lee@example.com')", result: '"a******@example.com"' },
    { expression: "mask_email('ann')", result: '"***"' },
  ],
  evaluate: ([text]) => {
    const at = (text as string).lastIndexOf('@')
    const name = [...(text as string).slice(0, Math.max(0, at))]
    if (at < 1) return stars([...(text as string)])
    return (
      (name.length > 1 ? (name[0] ?? '') : '') +
      stars(name.slice(name.length > 1 ? 1 : 0)) +
      (text as string).slice(at)
    )
  },
})
