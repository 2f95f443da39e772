import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { latitudeParameter, longitudeParameter } from './sphere.ts'
import { geohashOf } from './geohash-codec.ts'

/** The geohash of a point: points of one beginning are near each other. NULL for what is no point on Earth. */
export const geohashFunction = defineFunction({
  name: 'geohash',
  group: 'geo',
  parameters: [
    latitudeParameter,
    longitudeParameter,
    {
      name: 'length',
      kinds: ['INTEGER'],
      prose: 'characters, 1 to 12; 9 if absent (about 5 m)',
      optional: true,
    },
  ],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The geohash of a point: points of one beginning are near each other. NULL for what is no point on Earth.',
  examples: [
    { expression: 'geohash(57.64911, 10.40744, 11)', result: '"u4pruydqqvj"' },
    { expression: 'geohash(42.605, -5.603, 5)', result: '"ezs42"' },
    { expression: 'geohash(91, 0)', result: 'null' },
  ],
  evaluate: ([latitude, longitude, length]) => {
    const [y, x] = [Number(latitude), Number(longitude)]
    if (Math.abs(y) > 90 || Math.abs(x) > 180) return null
    return geohashOf(y, x, Math.min(12, Math.max(1, Number(length ?? 9))))
  },
})
