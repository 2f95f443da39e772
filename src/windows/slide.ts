import { defineWindow } from '../catalog/window.ts'
import { span, spanProblem } from './parameters.ts'

/** For each record a window of so much time that ends with it. */
export const slideWindow = defineWindow({
  kind: 'window',
  name: 'SLIDE',
  parameters: [span('size', 'the length of a window')],
  problem: (values) => spanProblem(values, ['size']),

  prose: 'For each record a window of so much time that ends with it.',
  examples: ['SLIDE(5 MINUTES)', 'SLIDE(size => 30 SECONDS)'],
})
