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
import { sha384Function } from './sha384.ts'
import { hmacSha1Function } from './hmac-sha1.ts'
import { hmacSha512Function } from './hmac-sha512.ts'
import { hmacMd5Function } from './hmac-md5.ts'
import { base64urlFunction } from './base64url.ts'
import { fromBase64urlFunction } from './from-base64url.ts'
import { base32Function } from './base32.ts'
import { fromBase32Function } from './from-base32.ts'
import { toUtf8Function } from './to-utf8.ts'
import { fromUtf8Function } from './from-utf8.ts'
import { fromLatin1Function } from './from-latin1.ts'
import { gzipFunction } from './gzip.ts'
import { gunzipFunction } from './gunzip.ts'
import { zlibFunction } from './zlib.ts'
import { unzlibFunction } from './unzlib.ts'
import { deflateFunction } from './deflate.ts'
import { inflateFunction } from './inflate.ts'
import { murmur2Function } from './murmur2.ts'
import { kafkaPartitionFunction } from './kafka-partition.ts'
import { fnv1aFunction } from './fnv1a.ts'

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
  sha384Function,
  hmacSha1Function,
  hmacSha512Function,
  hmacMd5Function,
  base64urlFunction,
  fromBase64urlFunction,
  base32Function,
  fromBase32Function,
  toUtf8Function,
  fromUtf8Function,
  fromLatin1Function,
  gzipFunction,
  gunzipFunction,
  zlibFunction,
  unzlibFunction,
  deflateFunction,
  inflateFunction,
  murmur2Function,
  kafkaPartitionFunction,
  fnv1aFunction,
]
