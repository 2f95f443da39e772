import { defineFunction } from '../../catalog/function.ts'
import { hexOf } from '../limits.ts'

/** A random UUID (version 4), from the engine's seed. */
export const uuidFunction = defineFunction({
  name: 'uuid',
  aliases: ['uuid_v4'],
  group: 'id',
  parameters: [],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'seeded',
  flink: 'guarded',
  prose: "A random UUID (version 4), from the engine's seed.",
  examples: [
    { expression: 'length(uuid())', result: '36' },
    { expression: 'uuid() = uuid()', result: 'false' },
  ],
  evaluate: (_, { random }) => {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256))
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  },
})
