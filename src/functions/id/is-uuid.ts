import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { uuidBytes } from './uuid-text.ts'

/** Is the text a UUID? */
export const isUuidFunction = defineFunction({
  name: 'is_uuid',
  group: 'id',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the text a UUID?',
  examples: [
    { expression: "is_uuid('2ed6657d-e927-568b-95e1-2665a8aea6a2')", result: 'true' },
    { expression: "is_uuid('2ed6657d')", result: 'false' },
  ],
  evaluate: ([text]) => uuidBytes(text as string) !== undefined,
})
