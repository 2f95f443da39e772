import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { positionsOf } from './sphere.ts'

/** The box [west, south, east, north] round the points; NULL where there is none, or one is no position. */
export const bboxFunction = defineFunction({
  name: 'bbox',
  group: 'geo',
  parameters: [{ name: 'points', kinds: ['ARRAY'], prose: 'positions [longitude, latitude], as in GeoJSON' }],
  result: () => ({ ...maybe('ARRAY'), element: of('DOUBLE') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'The box [west, south, east, north] round the points; NULL where there is none, or one is no position.',
  examples: [
    { expression: 'bbox([[13, 52], [14, 50], [12, 51]])', result: '[12,50,14,52]' },
    { expression: 'bbox([])', result: 'null' },
  ],
  evaluate: ([points], environment) => {
    chargeFor((points as readonly Value[]).length, environment)
    const positions = positionsOf(points as readonly Value[])
    if (positions === undefined || positions.length === 0) return null
    const box = [Infinity, Infinity, -Infinity, -Infinity]
    for (const [x, y] of positions) {
      const [west = 0, south = 0, east = 0, north = 0] = box
      box.splice(0, 4, Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y))
    }
    return box
  },
})
