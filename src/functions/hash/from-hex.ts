import { defineFunction } from '../../catalog/function.ts'

/** The bytes of hex text; NULL where it is none. */
export const fromHexFunction = defineFunction({
  name: 'from_hex',
  group: 'hash',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'BYTES', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The bytes of hex text; NULL where it is none.',
  examples: [
    { expression: "hex(from_hex('00FF'))", result: '"00ff"' },
    { expression: "from_hex('0')", result: 'null' },
  ],
  evaluate: ([text]) =>
    /^(?:[0-9a-fA-F]{2})*$/.test(text as string)
      ? Uint8Array.from((text as string).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
      : null,
})
