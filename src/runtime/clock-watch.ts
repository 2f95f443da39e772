import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'

const JUMP_MS = 5_000

const spanText = (ms: number): string => `${String(Math.round(Math.abs(ms) / 1_000))} s`

/**
 * Whether the wall clock goes on as time does. One that has jumped must not decide what is ahead of time: an hour back,
 * and all records would be; it is believed again when it agrees, or when an operator takes it as it is.
 */
export class ClockWatch {
  private readonly clock: Clock
  private readonly log: Log
  private readonly alarm: (name: string, message: string) => void
  private offsetMs: number
  private isJumped = false

  constructor(clock: Clock, log: Log, alarm: (name: string, message: string) => void) {
    this.clock = clock
    this.log = log
    this.alarm = alarm
    this.offsetMs = clock.wallMs() - clock.monotonicMs()
  }

  /** Looks at the clock; true while it can be believed. */
  isSteady(): boolean {
    const jumpMs = this.clock.wallMs() - this.clock.monotonicMs() - this.offsetMs
    if (Math.abs(jumpMs) <= JUMP_MS) {
      if (this.isJumped) this.log.info('the clock agrees with the time that has passed again')
      this.isJumped = false
      return true
    }
    if (!this.isJumped) {
      const way = jumpMs > 0 ? 'forward' : 'back'
      this.alarm(
        'clock-jumped',
        `the clock jumped ${way} by ${spanText(jumpMs)}: no record is taken for ahead of time until it agrees with the time that has passed, or the rules are reloaded`,
      )
    }
    this.isJumped = true
    return false
  }

  /** An operator takes the clock as it is now. */
  accept(): void {
    this.offsetMs = this.clock.wallMs() - this.clock.monotonicMs()
    this.isJumped = false
  }
}
