import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { uuidText, withVersion } from './uuid-text.ts'

/** A UUID of version 7, which sorts by time; its random part comes from the engine's seed. */
export const uuidV7Function = defineFunction({
  name: 'uuid_v7',
  group: 'id',
  parameters: [
    {
      name: 'time',
      kinds: ['TIMESTAMP'],
      prose: 'the time that it begins with; now() if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'seeded',
  flink: 'none',
  prose: "A UUID of version 7, which sorts by time; its random part comes from the engine's seed.",
  examples: [
    { expression: "left(uuid_v7(TIMESTAMP '2022-02-22T19:22:22Z'), 15)", result: '"017f22e2-79b0-7"' },
    { expression: 'uuid_v7() = uuid_v7()', result: 'false' },
    { expression: 'length(uuid_v7())', result: '36' },
  ],
  evaluate: ([time], { nowMs, random }) => {
    const bytes = Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256))
    let rest = Math.max(0, (time as number | undefined) ?? nowMs)
    for (let k = 5; k >= 0; k--) {
      bytes[k] = rest % 256
      rest = Math.floor(rest / 256)
    }
    return uuidText(withVersion(bytes, 7))
  },
})
