import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import { geohashBox } from './geohash-codec.ts'

/** The box [west, south, east, north] that a geohash names; NULL where the text is none. */
export const geohashBboxFunction = defineFunction({
  name: 'geohash_bbox',
  group: 'geo',
  parameters: [{ name: 'geohash', kinds: ['STRING'], prose: 'the geohash' }],
  result: () => ({ ...maybe('ARRAY'), element: of('DOUBLE') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The box [west, south, east, north] that a geohash names; NULL where the text is none.',
  examples: [
    { expression: "geohash_bbox('s')", result: '[0,0,45,45]' },
    { expression: "geohash_bbox('')", result: 'null' },
  ],
  evaluate: ([geohash]) => {
    const box = geohashBox(geohash as string)
    return box === undefined ? null : [box.west, box.south, box.east, box.north]
  },
})
