import type { FunctionEntry } from '../../catalog/function.ts'
import { md5Function } from './md5.ts'
import { sha1Function } from './sha1.ts'
import { sha256Function } from './sha256.ts'
import { sha512Function } from './sha512.ts'
import { hmacSha256Function } from './hmac-sha256.ts'
import { base64Function } from './base64.ts'
import { fromBase64Function } from './from-base64.ts'
import { hexFunction } from './hex.ts'
import { fromHexFunction } from './from-hex.ts'

/** All functions of this group. */
export const hashFunctions: readonly FunctionEntry[] = [
  md5Function,
  sha1Function,
  sha256Function,
  sha512Function,
  hmacSha256Function,
  base64Function,
  fromBase64Function,
  hexFunction,
  fromHexFunction,
]
