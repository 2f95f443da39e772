import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { checkedDouble } from '../../types/arithmetic.ts'
import { kindOf } from '../../types/kind-of.ts'
import { asNumber } from '../limits.ts'

type Point = readonly [number, number]

const pointOf = (value: Value): Point => {
  const [x, y] = Array.isArray(value) ? (value as Value[]).map((one) => kindOf(one)) : []
  const isNumber = (kind: string | undefined): boolean =>
    kind === 'INTEGER' || kind === 'DOUBLE' || kind === 'DECIMAL'
  if (!isNumber(x) || !isNumber(y)) throw new RecordError('wrong-type', 'a point must be two numbers [x, y]')
  const [first = 0, second = 0] = (value as Value[]).map(asNumber)
  return [first, second]
}

const between = (x: number, [x1, y1]: Point, [x2, y2]: Point): number =>
  x1 === x2 ? y2 : y1 + ((x - x1) * (y2 - y1)) / (x2 - x1)

/** The y at an x, on straight lines between points; beyond them the y of the nearest end. For calibration tables. */
export const interpolateFunction = defineFunction({
  name: 'interpolate',

  group: 'number',
  parameters: [
    { name: 'x', kinds: ['DOUBLE'], prose: 'where' },
    { name: 'points', kinds: ['ARRAY'], prose: 'pairs [x, y] with rising x, two at least' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['wrong-type', 'number-overflow'],
  prose:
    'The y at an x, on straight lines between points; beyond them the y of the nearest end. For calibration tables.',
  examples: [
    { expression: 'interpolate(15, [[10, 100], [20, 200], [30, 0]])', result: '150' },
    { expression: 'interpolate(99, [[10, 100], [20, 200]])', result: '200' },
    { expression: 'interpolate(1, [[1]])', error: 'wrong-type' },
  ],
  evaluate: ([x, points]) => {
    const list = (points as Value[]).map(pointOf)
    const at = asNumber(x as Value)
    const above = list.findIndex(([start]) => start >= at)
    const [low, high] = [
      list[above < 0 ? list.length - 1 : Math.max(0, above - 1)],
      list[above < 0 ? list.length - 1 : above],
    ]
    if (low === undefined || high === undefined) throw new RecordError('wrong-type', 'there must be a point')
    return checkedDouble(at <= low[0] ? low[1] : at >= high[0] ? high[1] : between(at, low, high))
  },
})
