import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { crcOf, type CrcModel } from './crc.ts'

/** Parameters as in the catalogue of parametrised CRC algorithms by Greg Cook. */
const models: Readonly<Record<string, CrcModel>> = {
  MODBUS: { width: 16, polynomial: 0x8005, start: 0xffff, reflected: true, xorOut: 0 },
  ARC: { width: 16, polynomial: 0x8005, start: 0, reflected: true, xorOut: 0 },
  'CCITT-FALSE': { width: 16, polynomial: 0x1021, start: 0xffff, reflected: false, xorOut: 0 },
  XMODEM: { width: 16, polynomial: 0x1021, start: 0, reflected: false, xorOut: 0 },
  KERMIT: { width: 16, polynomial: 0x1021, start: 0, reflected: true, xorOut: 0 },
  'X-25': { width: 16, polynomial: 0x1021, start: 0xffff, reflected: true, xorOut: 0xffff },
  USB: { width: 16, polynomial: 0x8005, start: 0xffff, reflected: true, xorOut: 0xffff },
  DNP: { width: 16, polynomial: 0x3d65, start: 0, reflected: true, xorOut: 0xffff },
}

const checks = new Map(Object.entries(models).map(([variant, model]) => [variant, crcOf(model)]))

/** The CRC-16 of the input. */
export const crc16Function = defineFunction({
  name: 'crc16',

  group: 'bits',
  parameters: [
    { name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' },
    {
      name: 'variant',
      kinds: ['STRING'],
      prose: 'which one; MODBUS if absent',
      optional: true,
      constant: true,
      values: ['MODBUS', 'ARC', 'CCITT-FALSE', 'XMODEM', 'KERMIT', 'X-25', 'USB', 'DNP'],
    },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The CRC-16 of the input.',
  examples: [
    { expression: "crc16('123456789')", result: '19255' },
    { expression: "crc16('123456789', 'CCITT-FALSE')", result: '10673' },
    { expression: "crc16('123456789', 'XMODEM')", result: '12739' },
    { expression: "crc16('123456789', 'KERMIT')", result: '8585' },
    { expression: "crc16('123456789', 'X-25')", result: '36974' },
    { expression: "crc16('123456789', 'ARC')", result: '47933' },
    { expression: "crc16('123456789', 'USB')", result: '46280' },
    { expression: "crc16('123456789', 'DNP')", result: '60034' },
  ],
  evaluate: ([input, variant]) =>
    checks.get((variant as string | undefined) ?? 'MODBUS')?.(bytesOf(input as string | Uint8Array)) ?? 0,
})
