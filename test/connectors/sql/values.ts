import { Decimal } from '../../../src/types/decimal.ts'
import type { Value } from '../../../src/types/value.ts'
import { columnsOf } from './sql-rig.ts'

/** One column of every type. */
export const everyColumn = columnsOf({
  id: 'INTEGER',
  flag: 'BOOLEAN',
  amount: { kind: 'DECIMAL', nullable: true, precision: 30, scale: 6 },
  reading: 'DOUBLE',
  name: 'STRING',
  raw: 'BYTES',
  at: 'TIMESTAMP',
  list: { kind: 'ARRAY', nullable: true, element: { kind: 'INTEGER', nullable: true } },
  shape: 'OBJECT',
  anything: 'ANY',
})

const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)

/** Values at the edges, in the order of `everyColumn`; the ids are 1, 2, 3 and the largest. */
export const edgeRows: readonly (readonly Value[])[] = [
  [
    1,
    true,
    Decimal.parse('123456789012345678901234.567891'),
    0.1,
    'Grüße 😀 \'x\' \\ "y" {a,b} NULL \n\t\r',
    bytes,
    1_767_225_600_123,
    [1, null, 9_007_199_254_740_993n],
    { 'a b': "it's", n: { x: [true, null] }, '😀': '\\' },
    'plain',
  ],
  [2, false, Decimal.parse('-0.000001'), -1.7976931348623157e308, '', new Uint8Array(), 0, [], {}, 5],
  [3, null, null, null, null, null, null, null, null, null],
  [
    9_223_372_036_854_775_807n,
    true,
    Decimal.parse('0'),
    5e-324,
    'NULL',
    bytes.subarray(10, 20),
    -1,
    [1],
    { a: 1 },
    [{ deep: '\\"' }],
  ],
]
