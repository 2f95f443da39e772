import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { degrees, radians, EARTH_RADIUS_M, latitudeParameter, longitudeParameter, wrapped } from './sphere.ts'

/** The point {latitude, longitude} at a distance in a direction. */
export const destinationFunction = defineFunction({
  name: 'destination',
  group: 'geo',
  parameters: [
    latitudeParameter,
    longitudeParameter,
    { name: 'bearing', kinds: ['INTEGER', 'DOUBLE'], prose: 'degrees clockwise from north' },
    { name: 'distance', kinds: ['INTEGER', 'DOUBLE'], prose: 'metres' },
  ],
  result: () => ({
    ...of('OBJECT'),
    fields: [
      { name: 'latitude', type: of('DOUBLE') },
      { name: 'longitude', type: of('DOUBLE') },
    ],
  }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The point {latitude, longitude} at a distance in a direction.',
  examples: [
    {
      expression:
        'map_values(destination(53.3206, -1.7297, 96.0217, 124800), (name, value) -> round(value, 3))',
      result: '{"latitude":53.188,"longitude":0.133}',
    },
    { expression: 'destination(0, 0, 0, 0)', result: '{"latitude":0,"longitude":0}' },
  ],
  evaluate: ([latitude, longitude, bearing, distance]) => {
    const [from, way] = [radians(latitude), radians(bearing)]
    const angle = Number(distance) / EARTH_RADIUS_M
    const sine = Math.sin(from) * Math.cos(angle) + Math.cos(from) * Math.sin(angle) * Math.cos(way)
    const to = Math.asin(Math.min(1, Math.max(-1, sine)))
    const y = Math.sin(way) * Math.sin(angle) * Math.cos(from)
    const east = degrees(Math.atan2(y, Math.cos(angle) - Math.sin(from) * sine))
    return { latitude: degrees(to) + 0, longitude: wrapped(Number(longitude) + east) + 0 }
  },
})
