import type { Failpoint } from '../base/failpoint.ts'
import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'
import type { Alarm } from './alarm.ts'
import type { DeadLetters } from './dead-letter/dead-letters.ts'
import type { DeliveryLimits } from './limits.ts'

/** What every lane of an engine shares. */
export interface LaneContext {
  readonly clock: Clock
  readonly log: Log
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly limits: DeliveryLimits
  readonly deadLetters: DeadLetters
  readonly alarm: Alarm
  /** Names this run of the process; it goes into the ids of what has no position that stays. */
  readonly run: string
  readonly failpoint: Failpoint
}
