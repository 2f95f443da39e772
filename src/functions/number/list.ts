import type { FunctionEntry } from '../../catalog/function.ts'
import { absFunction } from './abs.ts'
import { roundFunction } from './round.ts'
import { floorFunction } from './floor.ts'
import { ceilFunction } from './ceil.ts'
import { signFunction } from './sign.ts'
import { sqrtFunction } from './sqrt.ts'
import { powerFunction } from './power.ts'
import { expFunction } from './exp.ts'
import { lnFunction } from './ln.ts'
import { leastFunction } from './least.ts'
import { greatestFunction } from './greatest.ts'
import { randomFunction } from './random.ts'

/** All functions of this group. */
export const numberFunctions: readonly FunctionEntry[] = [
  absFunction,
  roundFunction,
  floorFunction,
  ceilFunction,
  signFunction,
  sqrtFunction,
  powerFunction,
  expFunction,
  lnFunction,
  leastFunction,
  greatestFunction,
  randomFunction,
]
