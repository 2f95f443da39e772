import { createHash, createHmac } from 'node:crypto'
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Capabilities } from '../catalog/function.ts'
import { RecordError } from '../types/record-error.ts'
import { patternCache } from './patterns.ts'

const compressors = { gzip: gzipSync, zlib: deflateSync, deflate: deflateRawSync }
const decompressors = { gzip: gunzipSync, zlib: inflateSync, deflate: inflateRawSync }

/** What functions need from Node: hashes, compression with a limit, and patterns in a bounded cache. */
export const nodeCapabilities = (): Capabilities => {
  return {
    hash: (algorithm, bytes) => createHash(algorithm).update(bytes).digest(),
    hmac: (algorithm, key, bytes) => createHmac(algorithm, key).update(bytes).digest(),
    compress: (format, bytes) => compressors[format](bytes),
    decompress: (format, bytes, outputBytesMax) => {
      try {
        return decompressors[format](bytes, { maxOutputLength: outputBytesMax })
      } catch (error) {
        const slug =
          (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'value-too-large' : 'cast-failed'
        throw new RecordError(slug, `the bytes cannot be unpacked: ${(error as Error).message}`)
      }
    },
    pattern: patternCache(),
  }
}
