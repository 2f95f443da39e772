import type { FunctionEntry } from '../../catalog/function.ts'
import { filterFunction } from './filter.ts'
import { anyFunction } from './any.ts'
import { allFunction } from './all.ts'
import { mapFunction } from './map.ts'
import { reduceFunction } from './reduce.ts'
import { arrayLengthFunction } from './array-length.ts'
import { arrayContainsFunction } from './array-contains.ts'
import { arrayJoinFunction } from './array-join.ts'
import { arraySortFunction } from './array-sort.ts'
import { sortByFunction } from './sort-by.ts'
import { arrayDistinctFunction } from './array-distinct.ts'
import { flattenFunction } from './flatten.ts'
import { flatMapFunction } from './flat-map.ts'
import { sliceFunction } from './slice.ts'
import { zipFunction } from './zip.ts'
import { generateSeriesFunction } from './generate-series.ts'
import { arraySumFunction } from './array-sum.ts'
import { arrayAvgFunction } from './array-avg.ts'
import { arrayMinFunction } from './array-min.ts'
import { arrayMaxFunction } from './array-max.ts'
import { arrayPositionFunction } from './array-position.ts'
import { arrayConcatFunction } from './array-concat.ts'
import { arrayAppendFunction } from './array-append.ts'
import { arrayPrependFunction } from './array-prepend.ts'
import { arrayRemoveFunction } from './array-remove.ts'
import { arrayReverseFunction } from './array-reverse.ts'
import { arrayIntersectFunction } from './array-intersect.ts'
import { arrayExceptFunction } from './array-except.ts'
import { arrayUnionFunction } from './array-union.ts'
import { arraysOverlapFunction } from './arrays-overlap.ts'
import { arrayCompactFunction } from './array-compact.ts'
import { arrayRepeatFunction } from './array-repeat.ts'
import { findFunction } from './find.ts'
import { countIfFunction } from './count-if.ts'
import { groupByFunction } from './group-by.ts'
import { chunkFunction } from './chunk.ts'
import { differencesFunction } from './differences.ts'

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
  arraySortFunction,
  sortByFunction,
  arrayDistinctFunction,
  flattenFunction,
  flatMapFunction,
  sliceFunction,
  zipFunction,
  generateSeriesFunction,
  arraySumFunction,
  arrayAvgFunction,
  arrayMinFunction,
  arrayMaxFunction,
  arrayPositionFunction,
  arrayConcatFunction,
  arrayAppendFunction,
  arrayPrependFunction,
  arrayRemoveFunction,
  arrayReverseFunction,
  arrayIntersectFunction,
  arrayExceptFunction,
  arrayUnionFunction,
  arraysOverlapFunction,
  arrayCompactFunction,
  arrayRepeatFunction,
  findFunction,
  countIfFunction,
  groupByFunction,
  chunkFunction,
  differencesFunction,
]
