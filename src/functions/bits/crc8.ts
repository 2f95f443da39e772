import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { crcOf, type CrcModel } from './crc.ts'

/** Parameters as in the catalogue of parametrised CRC algorithms by Greg Cook. */
const models: Readonly<Record<string, CrcModel>> = {
  SMBUS: { width: 8, polynomial: 0x07, start: 0, reflected: false, xorOut: 0 },
  MAXIM: { width: 8, polynomial: 0x31, start: 0, reflected: true, xorOut: 0 },
  'SAE-J1850': { width: 8, polynomial: 0x1d, start: 0xff, reflected: false, xorOut: 0xff },
  'DVB-S2': { width: 8, polynomial: 0xd5, start: 0, reflected: false, xorOut: 0 },
}

const checks = new Map(Object.entries(models).map(([variant, model]) => [variant, crcOf(model)]))

/** The CRC-8 of the input. */
export const crc8Function = defineFunction({
  name: 'crc8',

  group: 'bits',
  parameters: [
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
    {
      name: 'variant',
      kinds: ['STRING'],
      prose: 'which one; SMBUS if absent',
      optional: true,
      constant: true,
      values: ['SMBUS', 'MAXIM', 'SAE-J1850', 'DVB-S2'],
    },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The CRC-8 of the input.',
  examples: [
    { expression: "crc8('123456789')", result: '244' },
    { expression: "crc8('123456789', 'MAXIM')", result: '161' },
    { expression: "crc8('123456789', 'SAE-J1850')", result: '75' },
    { expression: "crc8('123456789', 'DVB-S2')", result: '188' },
  ],
  evaluate: ([input, variant]) =>
    checks.get((variant as string | undefined) ?? 'SMBUS')?.(bytesOf(input as string | Uint8Array)) ?? 0,
})
