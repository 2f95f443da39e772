import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'

const JUMP_MS = 5_000

const spanText = (ms: number): string => `${String(Math.round(Math.abs(ms) / 1_000))} s`

/**
 * The wall clock as far as it goes on as time does. One that jumps is not followed: it must not decide what is ahead of
 * time (an hour back, and all records would be), nor give records a time that a sink refuses. Time then goes on as it
 * passes, until the clock agrees, or an operator takes it as it is. Small corrections are taken over.
 */
export class ClockWatch {
  /** Time for all that runs. */
  readonly clock: Clock
  private readonly machine: Clock
  private readonly log: Log
  private readonly alarm: (name: string, message: string) => void
  /** What the wall clock was ahead of monotonic time when it was believed last. */
  private offsetMs: number
  private isJumped = false

  constructor(machine: Clock, log: Log, alarm: (name: string, message: string) => void) {
    this.machine = machine
    this.log = log
    this.alarm = alarm
    this.offsetMs = machine.wallMs() - machine.monotonicMs()
    this.clock = {
      wallMs: () => this.wallMs(),
      monotonicMs: () => machine.monotonicMs(),
      sleep: (ms, signal) => machine.sleep(ms, signal),
    }
  }

  /** Looks at the clock; true while it can be believed. */
  isSteady(): boolean {
    const jumpMs = this.machine.wallMs() - this.machine.monotonicMs() - this.offsetMs
    if (Math.abs(jumpMs) <= JUMP_MS) {
      if (this.isJumped) this.log.info('the clock agrees with the time that has passed again')
      this.isJumped = false
      this.offsetMs += jumpMs
      return true
    }
    if (!this.isJumped) {
      const way = jumpMs > 0 ? 'forward' : 'back'
      this.alarm(
        'clock-jumped',
        `the clock jumped ${way} by ${spanText(jumpMs)}: it is not followed, and no record is taken for ahead of time, until it agrees with the time that has passed, or the rules are reloaded`,
      )
    }
    this.isJumped = true
    return false
  }

  /** An operator takes the clock as it is now. */
  accept(): void {
    this.offsetMs = this.machine.wallMs() - this.machine.monotonicMs()
    this.isJumped = false
  }

  private wallMs(): number {
    const nowMs = this.machine.wallMs()
    return this.isSteady() ? nowMs : Math.floor(this.machine.monotonicMs() + this.offsetMs)
  }
}
