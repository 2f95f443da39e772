import { defineFunction } from '../../catalog/function.ts'

/** Mean radius R1 by the IUGG, in metres. */
const EARTH_RADIUS_M = 6_371_008.8

/** Metres between two points on a sphere of 6,371,008.8 m (the mean radius of the Earth), by the haversine formula. */
export const distanceMFunction = defineFunction({
  name: 'distance_m',
  group: 'geo',
  parameters: [
    { name: 'latitude1', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    { name: 'longitude1', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees east' },
    { name: 'latitude2', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees north' },
    { name: 'longitude2', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees east' },
  ],
  result: () => ({ kind: 'DOUBLE', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'Metres between two points on a sphere of 6,371,008.8 m (the mean radius of the Earth), by the haversine formula.',
  examples: [
    { expression: 'round(distance_m(52.52, 13.405, 48.8566, 2.3522) / 1000)', result: '877' },
    { expression: 'distance_m(1, 2, 1, 2)', result: '0' },
  ],
  evaluate: ([latitude1, longitude1, latitude2, longitude2]) => {
    const [a, b, c, d] = [latitude1, longitude1, latitude2, longitude2].map(
      (degrees) => (Number(degrees) * Math.PI) / 180,
    )
    const half = (angle: number): number => Math.sin(angle / 2) ** 2
    const [fromLatitude = 0, fromLongitude = 0, toLatitude = 0, toLongitude = 0] = [a, b, c, d]
    const chord =
      half(toLatitude - fromLatitude) +
      Math.cos(fromLatitude) * Math.cos(toLatitude) * half(toLongitude - fromLongitude)
    return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)))
  },
})
