import type { FunctionEntry } from '../../catalog/function.ts'
import { nullifFunction } from './nullif.ts'
import { notNullFunction } from './not-null.ts'
import { failFunction } from './fail.ts'
import { zeroifnullFunction } from './zeroifnull.ts'
import { nullifzeroFunction } from './nullifzero.ts'
import { nullifBlankFunction } from './nullif-blank.ts'
import { nvl2Function } from './nvl2.ts'
import { nullCountFunction } from './null-count.ts'

/** All functions of this group. */
export const nullFunctions: readonly FunctionEntry[] = [
  nullifFunction,
  notNullFunction,
  failFunction,
  zeroifnullFunction,
  nullifzeroFunction,
  nullifBlankFunction,
  nvl2Function,
  nullCountFunction,
]
