import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import { Bell } from '../../base/bell.ts'
import type { Failpoint } from '../../base/failpoint.ts'
import { Fifo } from '../../base/fifo.ts'
import { Quota } from '../../base/quota.ts'
import type { Clock } from '../../stream/clock.ts'
import type { Log } from '../../stream/log.ts'
import type { Alarm } from '../alarm.ts'
import type { DeliveryLimits } from '../limits.ts'
import { Outage } from '../outage.ts'
import type { DeadLetterTarget } from './dead-letter-target.ts'
import { encodeLetter } from './encode-letter.ts'
import type { DeadLetter } from './letter.ts'

export interface DeadLettersContext {
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly alarm: Alarm
  readonly failpoint: Failpoint
  readonly limits: DeliveryLimits
}

interface Waiting {
  readonly line: Buffer
  readonly safe: () => void
}

/** Bytes that one append carries at most, beyond its first letter. */
const GROUP_BYTES_MAX = 4 * 1024 * 1024

/** The queue before the dead-letter target: letters are written in groups, and settled when they are synced. */
export class DeadLetters {
  /** Letters that wait; whoever brings more asks it for room first, so a failing target blocks. */
  readonly quota: Quota
  readonly outage: Outage
  offered = 0
  written = 0
  private readonly target: DeadLetterTarget
  private readonly context: DeadLettersContext
  private readonly waiting = new Fifo<Waiting>()
  private readonly arrived = new Bell()
  private readonly ended = newAbort()
  private running: Promise<void> | undefined

  constructor(target: DeadLetterTarget, context: DeadLettersContext) {
    this.target = target
    this.context = context
    const { deadLettersMax, deadLetterBytesMax, outageRepeatMs } = context.limits
    this.quota = new Quota(deadLettersMax, deadLetterBytesMax)
    this.outage = new Outage(
      `the dead-letter target ${target.name}`,
      context.clock,
      context.log,
      outageRepeatMs,
    )
  }

  /** Encodes the letter at once; `safe` is called when it would survive a crash. */
  offer(letter: DeadLetter, safe: () => void): void {
    const line = encodeLetter(
      letter,
      this.context.clock.wallMs(),
      this.context.limits.deadLetterPayloadBytesMax,
    )
    this.offered++
    this.quota.take(1, line.length)
    this.waiting.push({ line, safe })
    this.running ??= this.run().catch((error: unknown) => {
      this.context.alarm('internal-error', `dead letters have stopped: ${String(error)}`)
    })
    this.arrived.ring()
  }

  /** Stops at once; what is not yet written stays unsettled. Wait for `quota.empty` first. */
  async close(): Promise<void> {
    this.ended.abort()
    await this.running
    await this.target.close().catch((error: unknown) => {
      this.context.log.warn(`closing the dead letters failed: ${String(error)}`)
    })
  }

  private async run(): Promise<void> {
    const { signal } = this.ended
    while (await this.arrived.until(() => this.waiting.length > 0, signal)) {
      const group = this.take()
      if (!(await this.write(Buffer.concat(group.map((waiting) => waiting.line)), signal))) return
      this.written += group.length
      for (const { line, safe } of group) {
        this.quota.give(1, line.length)
        safe()
      }
    }
  }

  private take(): Waiting[] {
    const group: Waiting[] = []
    let bytes = 0
    while (this.waiting.length > 0) {
      bytes += this.waiting.at(0)!.line.length
      if (group.length > 0 && bytes > GROUP_BYTES_MAX) break
      group.push(this.waiting.shift()!)
    }
    return group
  }

  /** Repeats until it is done; false when we were ended first. */
  private async write(lines: Buffer, signal: AbortSignal): Promise<boolean> {
    const { alarm, clock, failpoint, limits, random } = this.context
    const backoff = new Backoff({ minMs: limits.backoffMinMs, maxMs: limits.backoffMaxMs, random })
    while (!signal.aborted) {
      try {
        failpoint('dead-letter-before-sync')
        await this.target.append(lines)
        failpoint('dead-letter-after-sync')
        this.outage.up()
        return true
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        if (this.outage.reason === undefined) alarm('dead-letter-target', `${this.target.name}: ${message}`)
        this.outage.down(message)
        await clock.sleep(backoff.nextMs(), signal)
      }
    }
    return false
  }
}
