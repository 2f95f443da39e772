import type { CheckedStream } from '../check/checked/project.ts'
import type { Durability } from '../stream/durability.ts'

/** What a stream says, else what suits its source: a broker that keeps its log keeps what is not yet delivered. */
export const durabilityOf = ({ connector, durability, options }: CheckedStream): Durability =>
  durability ?? connector?.source?.durability?.(options) ?? 'upstream'
