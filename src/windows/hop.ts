import { defineWindow } from '../catalog/window.ts'
import { span, spanProblem, stepProblem, zoneParameter, zoneProblem } from './parameters.ts'

/** Windows of equal length that overlap: a record belongs to all that hold it. The size comes first. */
export const hopWindow = defineWindow({
  kind: 'window',
  name: 'HOP',
  parameters: [
    span('size', 'the length of a window'),
    span('slide', 'from the start of one window to that of the next'),
    zoneParameter,
  ],
  problem: (values) =>
    spanProblem(values, ['size', 'slide']) ?? stepProblem(values, 'slide', 'size') ?? zoneProblem(values),

  prose: 'Windows of equal length that overlap: a record belongs to all that hold it. The size comes first.',
  examples: ['HOP(5 MINUTES, 1 MINUTE)', 'HOP(slide => 1 MINUTE, size => 5 MINUTES)'],
})
