import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { textOf } from '../../types/text-of.ts'
import { anyType, limitedText } from '../limits.ts'

/** Text with values put in their places. */
export const formatFunction = defineFunction({
  name: 'format',

  group: 'text',
  parameters: [
    {
      name: 'template',
      kinds: ['STRING'],
      prose: 'text with %s for each value in turn, %2$s for the second, %% for a per cent sign',
    },
    { name: 'values', kinds: ['ANY'], prose: 'what is put in; NULL as nothing', rest: true },
  ],
  result: (types) => ({ kind: 'STRING', nullable: types[0]?.nullable ?? true }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'Text with values put in their places.',
  examples: [
    { expression: "format('%s is %s', 'cash', 17)", result: '"cash is 17"' },
    { expression: "format('%2$s-%1$s 100%%', 1, 2)", result: '"2-1 100%"' },
    { expression: "format('[%s]', NULL)", result: '"[]"' },
  ],
  evaluate: ([template, ...values], _, types) => {
    if (template == null) return null
    let next = 0
    const text = (template as string).replace(
      /%(?:(\d{1,3})\$)?s|%%/g,
      (place, position: string | undefined) => {
        if (place === '%%') return '%'
        const at = position === undefined ? next++ : Number(position) - 1
        const value = values[at] as Value
        return value == null ? '' : textOf(value, types[at + 1] ?? anyType)
      },
    )
    return limitedText(text)
  },
})
