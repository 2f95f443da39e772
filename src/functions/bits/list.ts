import type { FunctionEntry } from '../../catalog/function.ts'
import { bitAndFunction } from './bit-and.ts'
import { bitOrFunction } from './bit-or.ts'
import { bitShiftRightFunction } from './bit-shift-right.ts'
import { crc32Function } from './crc32.ts'
import { readUintFunction } from './read-uint.ts'
import { bitXorFunction } from './bit-xor.ts'
import { bitNotFunction } from './bit-not.ts'
import { bitShiftLeftFunction } from './bit-shift-left.ts'
import { bitTestFunction } from './bit-test.ts'
import { bitCountFunction } from './bit-count.ts'
import { bitFieldFunction } from './bit-field.ts'
import { subbitsFunction } from './subbits.ts'
import { readIntFunction } from './read-int.ts'
import { readFloatFunction } from './read-float.ts'
import { readBcdFunction } from './read-bcd.ts'
import { byteAtFunction } from './byte-at.ts'
import { subbytesFunction } from './subbytes.ts'
import { concatBytesFunction } from './concat-bytes.ts'
import { reverseBytesFunction } from './reverse-bytes.ts'
import { swapWordsFunction } from './swap-words.ts'
import { writeUintFunction } from './write-uint.ts'
import { writeIntFunction } from './write-int.ts'
import { crc16Function } from './crc16.ts'
import { crc8Function } from './crc8.ts'
import { crc32cFunction } from './crc32c.ts'
import { adler32Function } from './adler32.ts'
import { fletcher16Function } from './fletcher16.ts'
import { checksum8Function } from './checksum8.ts'
import { lrc8Function } from './lrc8.ts'
import { xor8Function } from './xor8.ts'

/** All functions of this group. */
export const bitsFunctions: readonly FunctionEntry[] = [
  bitAndFunction,
  bitOrFunction,
  bitShiftRightFunction,
  crc32Function,
  readUintFunction,
  bitXorFunction,
  bitNotFunction,
  bitShiftLeftFunction,
  bitTestFunction,
  bitCountFunction,
  bitFieldFunction,
  subbitsFunction,
  readIntFunction,
  readFloatFunction,
  readBcdFunction,
  byteAtFunction,
  subbytesFunction,
  concatBytesFunction,
  reverseBytesFunction,
  swapWordsFunction,
  writeUintFunction,
  writeIntFunction,
  crc16Function,
  crc8Function,
  crc32cFunction,
  adler32Function,
  fletcher16Function,
  checksum8Function,
  lrc8Function,
  xor8Function,
]
