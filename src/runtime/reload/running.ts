import type { Bell } from '../../base/bell.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { Program } from '../../codegen/program.ts'
import type { Lane } from '../../delivery/lane.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { SourceRunner } from '../source/source-runner.ts'

/** What is in force in an engine; a reload replaces it in place. */
export interface Running {
  program: Program
  /** Those of all programs so far. */
  connections: Readonly<Record<string, ConnectionOptions>>
  context: RuntimeContext
  readonly runners: SourceRunner[]
  readonly catalog: Catalog
  readonly direct: Outbox
  /** Lanes without rules that deliver their last rows. */
  readonly retiring: Set<Lane>
  /** Rings when sources came or went. */
  readonly changed: Bell
  /** Aborted when the engine begins to stop: nothing is opened any more. */
  readonly stopping: AbortSignal
}
