import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** All bytes combined by exclusive or, as in NMEA sentences. */
export const xor8Function = defineFunction({
  name: 'xor8',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'All bytes combined by exclusive or, as in NMEA sentences.',
  examples: [
    { expression: "xor8('GPGLL,5300.97914,N,00259.98174,E,125926,A')", result: '40' },
    { expression: "xor8('')", result: '0' },
  ],
  evaluate: ([input]) => bytesOf(input as string | Uint8Array).reduce((all, byte) => all ^ byte, 0),
})
