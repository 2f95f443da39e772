import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { Script } from 'node:vm'

interface Module {
  exports: unknown
}

type Body = (exports: unknown, require: NodeJS.Require, module: Module, file: string, folder: string) => void

const DIGEST_BYTES = 32

/** Of the text that was compiled and of what V8 has kept of it. */
export const codeDigest = (text: Uint8Array, code: Uint8Array): Buffer =>
  createHash('sha256').update(text).update(code).digest()

/**
 * What V8 has kept of a script's compilation: a file beside the script, and nowhere else, since it is code. V8 refuses
 * that of another version, but trusts that the rest is whole and belongs to the text; so there is a digest before it.
 */
const codeOf = (file: string, text: Buffer): Buffer | undefined => {
  let kept: Buffer
  try {
    kept = readFileSync(`${file}.code`)
  } catch {
    return undefined
  }
  const code = kept.subarray(DIGEST_BYTES)
  return codeDigest(text, code).equals(kept.subarray(0, DIGEST_BYTES)) ? code : undefined
}

/** Runs a file that has a function of CommonJS's five arguments, and gives what it exports. */
export const loadScript = (file: string): unknown => {
  const text = readFileSync(file)
  const cachedData = codeOf(file, text)
  // The bundler writes ASCII alone.
  const script = new Script(text.toString('latin1'), {
    filename: file,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
  const module: Module = { exports: {} }
  const body = script.runInThisContext() as Body
  body(module.exports, createRequire(file), module, file, dirname(file))
  return module.exports
}
