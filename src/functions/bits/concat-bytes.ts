import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { BYTES_LENGTH_MAX } from '../limits.ts'

/** Bytes one after the other. */
export const concatBytesFunction = defineFunction({
  name: 'concat_bytes',

  group: 'bits',
  parameters: [{ name: 'bytes', kinds: ['BYTES'], prose: 'what is joined', rest: true }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'Bytes one after the other.',
  examples: [
    { expression: "hex(concat_bytes(from_hex('01'), from_hex('0203')))", result: '"010203"' },
    { expression: 'hex(concat_bytes())', result: '""' },
  ],
  evaluate: (parts) => {
    const lengths = (parts as Uint8Array[]).map((part) => part.length)
    const all = lengths.reduce((sum, length) => sum + length, 0)
    if (all > BYTES_LENGTH_MAX)
      throw new RecordError('value-too-large', `more than ${String(BYTES_LENGTH_MAX)} bytes`)
    const joined = new Uint8Array(all)
    let at = 0
    for (const part of parts as Uint8Array[]) {
      joined.set(part, at)
      at += part.length
    }
    return joined
  },
})
