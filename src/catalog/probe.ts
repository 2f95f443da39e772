import type { Subscription } from '../stream/source.ts'
import type { TargetShape } from '../stream/output.ts'

/** Something that a look at a server has found, in words for an operator. */
export interface ProbeFinding {
  /** `fail`: it cannot work as it is. `warn`: messages may be lost or it will be slow. */
  readonly level: 'ok' | 'warn' | 'fail'
  readonly message: string
  /** What to do about it. */
  readonly help?: string
}

/** How a connection is used by the rules. */
export interface ProbeUse {
  readonly subscriptions: readonly Subscription[]
  readonly targets: readonly TargetShape[]
  readonly timeoutMs: number
  /** Only limits of the server are wanted, beside a worker that logs in, subscribes and writes itself. */
  readonly limitsOnly: boolean
}
