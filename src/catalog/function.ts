import type { Slug } from '../diagnostic/codes.ts'
import type { Type, TypeKind } from '../types/type.ts'
import type { Value } from '../types/value.ts'

/** A lambda argument, already bound to its surroundings. */
export type Lambda = (...args: Value[]) => Value

export type Argument = Value | Lambda

/** A parameter: which kinds it takes (ANY: all). Optional ones come last; a rest parameter takes any number. */
export interface Parameter {
  readonly name: string
  readonly kinds: readonly TypeKind[]
  readonly prose: string
  readonly optional?: boolean
  readonly rest?: boolean
  /** The argument must be a constant (a literal or built from literals), as a pattern or a zone. */
  readonly constant?: boolean
  /** Throws a RecordError where a constant, which is not NULL, will fail every record. */
  validate?(value: Value): void
  /** Texts allowed for a constant, for checking and completion. */
  readonly values?: readonly string[]
  /**
   * The argument is a lambda of so many parameters. `of` gives its parameters' types from the types of the
   * arguments before it. `isLoose`: its values go where their type is lost (members of an object), so times among
   * them become text.
   */
  readonly lambda?: {
    readonly parameters: number
    of(before: readonly Type[]): readonly Type[]
    readonly isLoose?: true
  }
}

/** The record that is being evaluated, for message-context functions. */
export interface RecordView {
  topic(): string
  key(): Uint8Array | undefined
  header(name: string): Uint8Array | undefined
  headerNames(): readonly string[]
  attribute(name: string): Value
  timeMs(): number
  payload(): Uint8Array
  /** A stable id of the record's position: source, lane, sequence or offset. */
  id(): string
}

/** A compiled pattern. */
export interface Pattern {
  /** Index and length in UTF-16 units of the first match at or after `from`, with its groups. */
  exec(text: string, from: number): { index: number; groups: readonly (string | undefined)[] } | undefined
  test(text: string): boolean
}

/** What needs the platform: injected, so that a browser can bundle the functions without Node's modules. */
export interface Capabilities {
  hash(algorithm: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512', bytes: Uint8Array): Uint8Array
  hmac(
    algorithm: 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512',
    key: Uint8Array,
    bytes: Uint8Array,
  ): Uint8Array
  /** Throws a RecordError where the output would pass `outputBytesMax` or the input is damaged. */
  compress(format: 'gzip' | 'zlib' | 'deflate', bytes: Uint8Array): Uint8Array
  decompress(format: 'gzip' | 'zlib' | 'deflate', bytes: Uint8Array, outputBytesMax: number): Uint8Array
  /** RE2's dialect; throws a RecordError 'bad-pattern' for others. Compiled patterns are kept in a bounded cache. */
  pattern(source: string): Pattern
}

/** What a function may use while it is evaluated. */
export interface Environment {
  readonly record: RecordView
  /** One tick for the whole record; milliseconds since 1970. */
  readonly nowMs: number
  /** Uniform in [0, 1), from a seed. */
  random(): number
  readonly capabilities: Capabilities
  /** Counts work inside loops (lambda calls); throws a RecordError when the record's budget is used up. */
  step(): void
}

/** An example runs as a test: an expression, an optional row of columns, and the value as JSON or the error's slug. */
export type Example = {
  readonly expression: string
  /** Columns for the expression, as JSON text. */
  readonly row?: string
  readonly note?: string
} & ({ readonly result: string } | { readonly error: Slug })

export type FunctionGroup =
  | 'message'
  | 'text'
  | 'number'
  | 'bits'
  | 'json'
  | 'array'
  | 'object'
  | 'type'
  | 'null'
  | 'time'
  | 'hash'
  | 'geo'
  | 'network'
  | 'id'
  | 'mask'

/**
 * A function of the language, declared once: checker, evaluator, completion, hover, reference and tests read it.
 * Arguments that arrive in `evaluate` fit `kinds` (a value of unknown type is checked before the call), and with
 * `nulls: 'propagate'` none of them is NULL: the caller answers NULL by itself.
 */
export interface FunctionEntry {
  readonly kind: 'function'
  readonly name: string
  readonly aliases?: readonly string[]
  readonly group: FunctionGroup
  readonly parameters: readonly Parameter[]
  /** The arguments are compared with each other, so that kinds which never fit are a finding. */
  readonly compares?: true
  /** What of the record it reads, as `SourceEntry.attributes` has it: a warning where a connection never sets it. */
  readonly attribute?: string
  /** The result's type; with 'propagate' its nullability is added by the caller. */
  result(types: readonly Type[]): Type
  readonly nulls: 'propagate' | 'own'
  /** pure: same arguments, same value. per-record: also depends on the record. seeded: on the seed or clock. */
  readonly determinism: 'pure' | 'per-record' | 'seeded'
  /** Does Flink SQL have the same? */
  readonly flink: 'same' | 'guarded' | 'none'
  readonly errors?: readonly Slug[]
  readonly prose: string
  readonly examples: readonly Example[]
  evaluate(args: readonly Argument[], environment: Environment, types: readonly Type[]): Value
}

/** Keeps an entry's literal types. */
export const defineFunction = (entry: Omit<FunctionEntry, 'kind'>): FunctionEntry => ({
  kind: 'function',
  ...entry,
})
