import type { Catalog } from '../catalog/catalog.ts'
import type { Capabilities } from '../catalog/function.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { FileNode } from '../syntax/ast/index.ts'

/** A rule file, parsed. */
export interface CheckedFile {
  readonly document: SourceDocument
  readonly file: FileNode
}

/** A connection as sluice.yaml names it. */
export interface KnownConnection {
  /** Name of its connector. */
  readonly type: string
  readonly audience?: 'public' | 'internal'
  /** As they stand in sluice.yaml, references unresolved. */
  readonly settings?: Readonly<Record<string, unknown>>
}

/** What `checkProject` looks at. */
export interface CheckOptions {
  readonly files: readonly CheckedFile[]
  readonly catalog: Catalog
  /** Absent where there is no sluice.yaml: connections are assumed then, and their options go unchecked. */
  readonly connections?: ReadonlyMap<string, KnownConnection>
  /** What quoted topics are read from. */
  readonly defaultConnection?: string
  /** Constants of the profile, which win over SET; text is read as an expression where SET gives no STRING. */
  readonly constants?: Readonly<Record<string, string | number | boolean | null>>
  /** Text of a file that SCHEMA names, as it stands there, by the rule file that names it; undefined: not there. */
  readFile?(path: string, from: SourceDocument): string | undefined
  /** Compiles constant patterns and evaluates functions of constants; without it these are left to the run. */
  readonly capabilities?: Capabilities
  /** How a rule is reported that is right and cannot run yet: an error unless it is only looked at. */
  readonly notYet?: 'warning' | 'error'
  readonly lint?: { readonly owner?: boolean; readonly strict?: boolean }
  /** The day on which `sluice:ignore … until` is judged; without it nothing expires. */
  readonly todayMs?: number
}
