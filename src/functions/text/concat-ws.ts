import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { textOf } from '../../types/text-of.ts'
import { anyType, limitedText } from '../limits.ts'

/** The values as one text, with a separator between them; NULLs are skipped. */
export const concatWsFunction = defineFunction({
  name: 'concat_ws',

  group: 'text',
  parameters: [
    { name: 'separator', kinds: ['STRING'], prose: 'what stands between the values' },
    { name: 'values', kinds: ['ANY'], prose: 'what is joined; NULL is skipped', rest: true },
  ],
  result: (types) => ({ kind: 'STRING', nullable: types[0]?.nullable ?? true }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The values as one text, with a separator between them; NULLs are skipped.',
  examples: [
    { expression: "concat_ws('-', 'a', NULL, 1)", result: '"a-1"' },
    { expression: "concat_ws(', ')", result: '""' },
    { expression: "concat_ws(NULL, 'a')", result: 'null' },
  ],
  evaluate: ([separator, ...values], _, types) => {
    if (separator == null) return null
    const texts = values.flatMap((value, k) =>
      value == null ? [] : [textOf(value as Value, types[k + 1] ?? anyType)],
    )
    return limitedText(texts.join(separator as string))
  },
})
