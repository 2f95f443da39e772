import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { degrees, radians } from './sphere.ts'

/** The direction in degrees, clockwise from north, in which the shortest way from one point to another begins. */
export const bearingFunction = defineFunction({
  name: 'bearing',
  group: 'geo',
  parameters: [
    { name: 'latitude1', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    { name: 'longitude1', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees east' },
    { name: 'latitude2', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    { name: 'longitude2', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees east' },
  ],
  result: () => of('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The direction in degrees, clockwise from north, in which the shortest way from one point to another begins.',
  examples: [
    { expression: 'round(bearing(50.0664, -5.7147, 58.6439, -3.0700), 2)', result: '9.12' },
    { expression: 'bearing(0, 0, 0, 1)', result: '90' },
  ],
  evaluate: ([latitude1, longitude1, latitude2, longitude2]) => {
    const [from, to] = [radians(latitude1), radians(latitude2)]
    const east = radians(longitude2) - radians(longitude1)
    const y = Math.sin(east) * Math.cos(to)
    const x = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(east)
    return ((degrees(Math.atan2(y, x)) + 360) % 360) + 0
  },
})
