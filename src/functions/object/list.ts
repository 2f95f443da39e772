import type { FunctionEntry } from '../../catalog/function.ts'
import { keysFunction } from './keys.ts'
import { valuesFunction } from './values.ts'
import { hasKeyFunction } from './has-key.ts'
import { sortKeysFunction } from './sort-keys.ts'

/** All functions of this group. */
export const objectFunctions: readonly FunctionEntry[] = [
  keysFunction,
  valuesFunction,
  hasKeyFunction,
  sortKeysFunction,
]
