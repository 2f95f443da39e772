import { isUtf8 } from 'node:buffer'
import type { CompileOptions } from '../codegen/compile-options.ts'
import { seededRandom } from '../base/seeded-random.ts'
import { evaluateWithVm } from '../emit/vm.ts'
import { nodeCapabilities } from '../runtime/capabilities.ts'
import { schemaValidator } from '../runtime/schema-validator.ts'

/** What compiling needs of Node, with numbers from a seed. */
export const compileOptions = (options: {
  readonly seed: number
  readonly encodeAll: boolean
}): CompileOptions => ({
  evaluate: evaluateWithVm,
  capabilities: nodeCapabilities(),
  random: seededRandom(options.seed),
  isUtf8,
  encodeAll: options.encodeAll,
  validator: schemaValidator,
})
