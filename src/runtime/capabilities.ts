import { createHash, createHmac } from 'node:crypto'
import { deflateRawSync, deflateSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { RE2JS } from 're2js'
import type { Capabilities, Pattern } from '../catalog/function.ts'
import { RecordError } from '../types/record-error.ts'

const PATTERNS_MAX = 1_000
const PATTERN_LENGTH_MAX = 10_000

/** RE2's dialect in JavaScript: linear in the length of the text, whatever the pattern. */
const compilePattern = (source: string): Pattern => {
  if (source.length > PATTERN_LENGTH_MAX)
    throw new RecordError('bad-pattern', `a pattern of more than ${String(PATTERN_LENGTH_MAX)} characters`)
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(source)
  } catch (error) {
    throw new RecordError('bad-pattern', (error as Error).message)
  }
  return {
    test: (text) => compiled.matcher(text).find(),
    exec: (text, from) => {
      const matcher = compiled.matcher(text)
      if (!matcher.find(from)) return undefined
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, k) => matcher.group(k) ?? undefined)
      return { index: matcher.start(), groups }
    },
  }
}

const compressors = { gzip: gzipSync, zlib: deflateSync, deflate: deflateRawSync }
const decompressors = { gzip: gunzipSync, zlib: inflateSync, deflate: inflateRawSync }

/** What functions need from Node: hashes, compression with a limit, and patterns in a bounded cache. */
export const nodeCapabilities = (): Capabilities => {
  const patterns = new Map<string, Pattern>()
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
    pattern: (source) => {
      let pattern = patterns.get(source)
      if (pattern === undefined) {
        if (patterns.size >= PATTERNS_MAX) patterns.clear()
        pattern = compilePattern(source)
        patterns.set(source, pattern)
      }
      return pattern
    },
  }
}
