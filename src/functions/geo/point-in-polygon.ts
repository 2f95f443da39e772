import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { latitudeParameter, longitudeParameter, positionsOf } from './sphere.ts'

/** Is the point inside the polygon? By the even-odd rule on flat degrees, so not for polygons over the date line or a pole; on an edge either may come. NULL where a corner is none. */
export const pointInPolygonFunction = defineFunction({
  name: 'point_in_polygon',
  group: 'geo',
  parameters: [
    latitudeParameter,
    longitudeParameter,
    {
      name: 'polygon',
      kinds: ['ARRAY'],
      prose: 'the corners [longitude, latitude] in order, as a ring of GeoJSON',
    },
  ],
  result: () => maybe('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'Is the point inside the polygon? By the even-odd rule on flat degrees, so not for polygons over the date line or a pole; on an edge either may come. NULL where a corner is none.',
  examples: [
    {
      expression: 'point_in_polygon(50, 50, [[0, 0], [0, 100], [100, 100], [100, 0], [0, 0]])',
      result: 'true',
    },
    { expression: 'point_in_polygon(150, 140, [[0, 0], [0, 100], [100, 100], [100, 0]])', result: 'false' },
    { expression: "point_in_polygon(1, 1, ['x'])", result: 'null' },
  ],
  evaluate: ([latitude, longitude, polygon], environment) => {
    chargeFor((polygon as readonly Value[]).length, environment)
    const corners = positionsOf(polygon as readonly Value[])
    if (corners === undefined) return null
    const [x, y] = [Number(longitude), Number(latitude)]
    let isInside = false
    let [x1, y1] = corners.at(-1) ?? [0, 0]
    for (const [x2, y2] of corners) {
      if (y1 > y !== y2 > y && x < ((x1 - x2) * (y - y2)) / (y1 - y2) + x2) isInside = !isInside
      ;[x1, y1] = [x2, y2]
    }
    return isInside
  },
})
