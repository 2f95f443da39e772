import type { FunctionEntry } from '../../catalog/function.ts'
import { distanceMFunction } from './distance-m.ts'
import { bearingFunction } from './bearing.ts'
import { destinationFunction } from './destination.ts'
import { pointInPolygonFunction } from './point-in-polygon.ts'
import { inBboxFunction } from './in-bbox.ts'
import { bboxFunction } from './bbox.ts'
import { geohashFunction } from './geohash.ts'
import { geohashDecodeFunction } from './geohash-decode.ts'
import { geohashBboxFunction } from './geohash-bbox.ts'

/** All functions of this group. */
export const geoFunctions: readonly FunctionEntry[] = [
  distanceMFunction,
  bearingFunction,
  destinationFunction,
  pointInPolygonFunction,
  inBboxFunction,
  bboxFunction,
  geohashFunction,
  geohashDecodeFunction,
  geohashBboxFunction,
]
