import type { Clock } from '../stream/clock.ts'
import type { FileSystem } from './file-system.ts'
import type { JournalLimits } from './limits.ts'

/** What the parts of one journal share. */
export interface JournalContext {
  readonly folder: string
  /** Its random id, 16 bytes. */
  readonly id: Buffer
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly limits: JournalLimits
}
