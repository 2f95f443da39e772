import { defineFunction } from '../../catalog/function.ts'
import { jsonText } from '../../types/json/write.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { limitedText, chargeFor } from '../limits.ts'

/** The value as JSON text on several lines, indented by two blanks. */
export const jsonPrettyFunction = defineFunction({
  name: 'json_pretty',
  aliases: ['jsonb_pretty'],
  group: 'json',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => of('STRING'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The value as JSON text on several lines, indented by two blanks.',
  examples: [
    { expression: 'json_pretty({a: [1, 2]})', result: '"{\\n  \\"a\\": [\\n    1,\\n    2\\n  ]\\n}"' },
    { expression: 'json_pretty([])', result: '"[]"' },
  ],
  evaluate: ([value], environment, types) => {
    const text = limitedText(jsonText(value as Value, types[0]))
    chargeFor(text.length, environment)
    let depth = 0
    const pretty = text.replace(/"(?:[^"\\]|\\.)*"|[{[](?=[}\]])[}\]]?|[{}[\],:]/g, (token) => {
      if (token.startsWith('"')) return token
      if (token === ':') return ': '
      if (token.length === 2) return token
      if (token === '}' || token === ']') depth -= 1
      if (token === '{' || token === '[') depth += 1
      const line = `\n${'  '.repeat(depth)}`
      return token === '}' || token === ']' ? line + token : token + line
    })
    return limitedText(pretty)
  },
})
