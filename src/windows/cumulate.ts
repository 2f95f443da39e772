import { defineWindow } from '../catalog/window.ts'
import type { Value } from '../types/value.ts'
import { span, spanProblem, stepProblem, zoneParameter, zoneProblem } from './parameters.ts'

const unevenProblem = (values: ReadonlyMap<string, Value>): string | undefined =>
  Number(values.get('size')) % Number(values.get('step')) === 0
    ? undefined
    : 'the size is a whole number of steps'

/** Windows of one start that grow by a step until they have their size: the day so far, every hour. */
export const cumulateWindow = defineWindow({
  kind: 'window',
  name: 'CUMULATE',
  parameters: [
    span('size', 'the length of the whole window'),
    span('step', 'from one result to the next'),
    zoneParameter,
  ],
  problem: (values) =>
    spanProblem(values, ['size', 'step']) ??
    stepProblem(values, 'step', 'size') ??
    unevenProblem(values) ??
    zoneProblem(values),

  prose: 'Windows of one start that grow by a step until they have their size: the day so far, every hour.',
  examples: ['CUMULATE(1 DAY, 1 HOUR)', "CUMULATE(1 DAY, 1 HOUR, zone => 'Europe/Berlin')"],
})
