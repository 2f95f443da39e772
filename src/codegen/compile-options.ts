import type { Capabilities } from '../catalog/function.ts'
import type { EvaluateScript } from '../emit/compile.ts'

/** What a compilation needs from outside. */
export interface CompileOptions {
  readonly evaluate: EvaluateScript
  readonly capabilities: Capabilities
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number
  readonly isUtf8: (bytes: Uint8Array) => boolean
  /** Encodes rows for every target, also for sinks that take columns: `replay` and tests print them. */
  readonly encodeAll: boolean
  /** Makes the validator of a JSON Schema: undefined for a valid payload, else what is wrong with it. */
  readonly validator: (schemaText: string) => (payload: string) => string | undefined
}
