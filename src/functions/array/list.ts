import type { FunctionEntry } from '../../catalog/function.ts'
import { filterFunction } from './filter.ts'
import { anyFunction } from './any.ts'
import { allFunction } from './all.ts'
import { mapFunction } from './map.ts'
import { reduceFunction } from './reduce.ts'
import { arrayLengthFunction } from './array-length.ts'
import { arrayContainsFunction } from './array-contains.ts'
import { arrayJoinFunction } from './array-join.ts'

/** All functions of this group. */
export const arrayFunctions: readonly FunctionEntry[] = [
  filterFunction,
  anyFunction,
  allFunction,
  mapFunction,
  reduceFunction,
  arrayLengthFunction,
  arrayContainsFunction,
  arrayJoinFunction,
]
