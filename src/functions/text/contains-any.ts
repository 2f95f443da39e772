import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'

/** Does the text contain one of the parts? */
export const containsAnyFunction = defineFunction({
  name: 'contains_any',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'parts', kinds: ['ARRAY'], prose: 'the texts that are looked for' },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Does the text contain one of the parts?',
  examples: [
    { expression: "contains_any('low battery', ['battery', 'tamper'])", result: 'true' },
    { expression: "contains_any('ok', [])", result: 'false' },
  ],
  evaluate: ([text, parts]) =>
    (parts as Value[]).some((part) => typeof part === 'string' && (text as string).includes(part)),
})
