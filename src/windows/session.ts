import { defineWindow } from '../catalog/window.ts'
import { span, spanProblem, stepProblem } from './parameters.ts'

/** A window for each key that lasts until no record has come for so long. */
export const sessionWindow = defineWindow({
  kind: 'window',
  name: 'SESSION',
  parameters: [
    span('gap', 'the silence that ends a session'),
    span('max', 'the longest session; a day if absent', true),
  ],
  problem: (values) => spanProblem(values, ['gap', 'max']) ?? stepProblem(values, 'gap', 'max'),
  merges: true,
  prose: 'A window for each key that lasts until no record has come for so long.',
  examples: ['SESSION(30 SECONDS)', 'SESSION(30 SECONDS, max => 1 HOUR)'],
})
