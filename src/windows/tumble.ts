import { defineWindow } from '../catalog/window.ts'
import { span, spanProblem, zoneParameter, zoneProblem } from './parameters.ts'

/** Windows of equal length one after the other, from the start of the calendar on. */
export const tumbleWindow = defineWindow({
  kind: 'window',
  name: 'TUMBLE',
  parameters: [
    span('size', 'the length of a window'),
    span('offset', 'how much later than the start of the calendar windows begin', true),
    zoneParameter,
  ],
  problem: (values) => spanProblem(values, ['size']) ?? zoneProblem(values),

  prose: 'Windows of equal length one after the other, from the start of the calendar on.',
  examples: ['TUMBLE(1 MINUTE)', "TUMBLE(1 DAY, zone => 'Asia/Shanghai')"],
})
