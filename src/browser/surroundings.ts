import { seededRandom } from '../base/seeded-random.ts'
import { Catalog } from '../catalog/catalog.ts'
import type { Capabilities } from '../catalog/function.ts'
import type { CompileOptions } from '../codegen/compile-options.ts'
import type { EvaluateScript } from '../emit/compile.ts'
import { formats } from '../formats/formats.ts'
import { functions } from '../functions/functions.ts'
import { patternCache } from '../runtime/patterns.ts'
import { RecordError } from '../types/record-error.ts'
import { sha256 } from './sha256.ts'

/** The vocabulary without connectors: their clients and options belong to a server. */
export const pageCatalog = new Catalog({ functions, aggregates: [], windows: [], formats, connectors: [] })

const onServer = (what: string) => (): never => {
  throw new RecordError('internal-error', `${what} is not part of the browser build`)
}

const capabilities: Capabilities = {
  hash: (algorithm, bytes) => (algorithm === 'sha256' ? sha256(bytes) : onServer(algorithm)()),
  hmac: onServer('hashing'),
  compress: onServer('compression'),
  decompress: onServer('compression'),
  pattern: patternCache(),
}

/** Only text that the compiler made of a checked rule comes here; none of it is the user's. */
const evaluateScript: EvaluateScript = (text) => (0, eval)(text) as unknown

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** What compiling needs of a page. */
export const pageOptions = (seed: number): CompileOptions => ({
  evaluate: evaluateScript,
  capabilities,
  random: seededRandom(seed),
  isUtf8,
  encodeAll: true,
  validator: () => () => undefined,
})
