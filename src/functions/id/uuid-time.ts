import { defineFunction } from '../../catalog/function.ts'
import { TIMESTAMP_MAX_MS } from '../../types/timestamp.ts'
import { maybe } from '../../types/type.ts'
import { uuidBytes } from './uuid-text.ts'

/** The time that a UUID of version 7 begins with; NULL for every other text. */
export const uuidTimeFunction = defineFunction({
  name: 'uuid_time',
  group: 'id',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'a UUID of version 7' }],
  result: () => maybe('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The time that a UUID of version 7 begins with; NULL for every other text.',
  examples: [
    { expression: "uuid_time('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')", result: '"2022-02-22T19:22:22Z"' },
    { expression: "uuid_time('2ed6657d-e927-568b-95e1-2665a8aea6a2')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const bytes = uuidBytes(text as string)
    if (bytes === undefined || (bytes[6] ?? 0) >> 4 !== 7) return null
    const ms = bytes.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
    return ms > TIMESTAMP_MAX_MS ? null : ms
  },
})
