import { defineFunction } from '../../catalog/function.ts'

/** Something that the source knows of the message beside its columns; MISSING where it knows no such thing. */
export const attributeFunction = defineFunction({
  name: 'attribute',
  group: 'message',
  parameters: [
    { name: 'name', kinds: ['STRING'], prose: 'the name of the attribute, as peerhost', constant: true },
  ],
  result: () => ({ kind: 'ANY', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose:
    'Something that the source knows of the message beside its columns, such as the address it came from; MISSING where it knows no such thing.',
  examples: [
    { expression: "attribute('clientid')", result: '"atm-7"' },
    { expression: "attribute('peerhost') IS MISSING", result: 'true' },
  ],
  evaluate: ([name], { record }) => record.attribute(name as string),
})
