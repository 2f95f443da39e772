import type { FunctionEntry } from '../../catalog/function.ts'
import { keysFunction } from './keys.ts'
import { valuesFunction } from './values.ts'
import { hasKeyFunction } from './has-key.ts'
import { sortKeysFunction } from './sort-keys.ts'
import { mergeFunction } from './merge.ts'
import { pickFunction } from './pick.ts'
import { omitFunction } from './omit.ts'
import { entriesFunction } from './entries.ts'
import { fromEntriesFunction } from './from-entries.ts'
import { mapValuesFunction } from './map-values.ts'
import { mapKeysFunction } from './map-keys.ts'
import { filterObjectFunction } from './filter-object.ts'
import { objectSetFunction } from './object-set.ts'
import { objectSizeFunction } from './object-size.ts'
import { renameKeysFunction } from './rename-keys.ts'

/** All functions of this group. */
export const objectFunctions: readonly FunctionEntry[] = [
  keysFunction,
  valuesFunction,
  hasKeyFunction,
  sortKeysFunction,
  mergeFunction,
  pickFunction,
  omitFunction,
  entriesFunction,
  fromEntriesFunction,
  mapValuesFunction,
  mapKeysFunction,
  filterObjectFunction,
  objectSetFunction,
  objectSizeFunction,
  renameKeysFunction,
]
