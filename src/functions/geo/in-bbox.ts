import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { latitudeParameter, longitudeParameter } from './sphere.ts'

/** Is the point in a box of two parallels and two meridians, edges included? */
export const inBboxFunction = defineFunction({
  name: 'in_bbox',
  group: 'geo',
  parameters: [
    latitudeParameter,
    longitudeParameter,
    { name: 'south', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    { name: 'west', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees east' },
    { name: 'north', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    {
      name: 'east',
      kinds: ['INTEGER', 'DOUBLE'],
      prose: 'degrees east; below the west for a box over the date line',
    },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the point in a box of two parallels and two meridians, edges included?',
  examples: [
    { expression: 'in_bbox(52.52, 13.4, 52, 13, 53, 14)', result: 'true' },
    { expression: 'in_bbox(-17, 179.5, -20, 175, -10, -175)', result: 'true' },
    { expression: 'in_bbox(0, 0, 1, 1, 2, 2)', result: 'false' },
  ],
  evaluate: ([latitude, longitude, south, west, north, east]) => {
    const [y, x] = [Number(latitude), Number(longitude)]
    const [left, right] = [Number(west), Number(east)]
    if (y < Number(south) || y > Number(north)) return false
    return left <= right ? x >= left && x <= right : x >= left || x <= right
  },
})
