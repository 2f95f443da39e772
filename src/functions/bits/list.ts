import type { FunctionEntry } from '../../catalog/function.ts'
import { bitAndFunction } from './bit-and.ts'
import { bitOrFunction } from './bit-or.ts'
import { bitShiftRightFunction } from './bit-shift-right.ts'
import { crc32Function } from './crc32.ts'
import { readUintFunction } from './read-uint.ts'

/** All functions of this group. */
export const bitsFunctions: readonly FunctionEntry[] = [
  bitAndFunction,
  bitOrFunction,
  bitShiftRightFunction,
  crc32Function,
  readUintFunction,
]
