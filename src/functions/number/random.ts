import { defineFunction } from '../../catalog/function.ts'

/** A number from 0 to below 1, from the engine's seed. */
export const randomFunction = defineFunction({
  name: 'random',
  aliases: ['rand'],
  group: 'number',
  parameters: [],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'seeded',
  flink: 'guarded',
  prose: "A number from 0 to below 1, from the engine's seed.",
  examples: [
    { expression: 'random() >= 0', result: 'true' },
    { expression: 'random() < 1', result: 'true' },
  ],
  evaluate: (_, { random }) => random(),
})
