import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import { geohashBox } from './geohash-codec.ts'

/** The middle {latitude, longitude} of the part of the world that a geohash names; NULL where the text is none. */
export const geohashDecodeFunction = defineFunction({
  name: 'geohash_decode',
  group: 'geo',
  parameters: [{ name: 'geohash', kinds: ['STRING'], prose: 'the geohash' }],
  result: () => ({
    ...maybe('OBJECT'),
    fields: [
      { name: 'latitude', type: of('DOUBLE') },
      { name: 'longitude', type: of('DOUBLE') },
    ],
  }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The middle {latitude, longitude} of the part of the world that a geohash names; NULL where the text is none.',
  examples: [
    {
      expression: "map_values(geohash_decode('ezs42'), (name, value) -> round(value, 3))",
      result: '{"latitude":42.605,"longitude":-5.603}',
    },
    { expression: "geohash_decode('a')", result: 'null' },
  ],
  evaluate: ([geohash]) => {
    const box = geohashBox(geohash as string)
    if (box === undefined) return null
    return { latitude: (box.south + box.north) / 2, longitude: (box.west + box.east) / 2 }
  },
})
