import fc from 'fast-check'
import type { Value } from '../../../src/types/value.ts'

/** Rows of an id, any 64-bit number and any text that has a UTF-8, the same for one seed. */
export const anyRows = (count: number, texts: { readonly zero: boolean }): readonly (readonly Value[])[] => {
  const integer = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('"', '\\', '{', '}', ',', "'", 'NULL', '\n', ' ', '`', '😀', '\u0001'),
    }),
  )
  return fc
    .sample(fc.tuple(integer, text), { numRuns: count, seed: 7 })
    .map(([number, any], i) => [i, number, texts.zero ? any : any.replaceAll('\u0000', '')])
}
