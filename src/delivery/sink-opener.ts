import { Backoff } from '../base/backoff.ts'
import type { ConnectionState } from './connection-state.ts'
import type { GuardedSink } from './guarded-sink.ts'
import type { LaneContext } from './lane-context.ts'

/** Keeps one lane's sink open: waits its turn at the connection, tries with backoff, and says so. */
export class SinkOpener {
  isOpen = false
  /** Why the configuration must be looked at, while it must. */
  fatal: string | undefined
  private readonly name: string
  private readonly sink: GuardedSink
  private readonly connection: ConnectionState
  private readonly context: LaneContext
  private readonly backoff: Backoff
  private opening: Promise<boolean> | undefined

  constructor(name: string, sink: GuardedSink, connection: ConnectionState, context: LaneContext) {
    this.name = name
    this.sink = sink
    this.connection = connection
    this.context = context
    const { backoffMinMs, backoffMaxMs } = context.limits
    this.backoff = new Backoff({ minMs: backoffMinMs, maxMs: backoffMaxMs, random: context.random })
  }

  /** Resolves with true when the sink is open, with false when the signal was aborted first. */
  async open(signal: AbortSignal): Promise<boolean> {
    if (this.isOpen) return true
    this.opening ??= this.tryToOpen(signal).finally(() => (this.opening = undefined))
    return this.opening
  }

  private async tryToOpen(signal: AbortSignal): Promise<boolean> {
    while (!this.isOpen && !signal.aborted) {
      if (!(await this.connection.turn(this, signal))) break
      const result = await this.sink.open()
      switch (result.kind) {
        case 'open':
          this.opened()
          break
        case 'retry':
          this.connection.failed(this, result.message)
          await this.context.clock.sleep(this.backoff.nextMs(), signal)
          break
        case 'fatal':
          this.stuck(`${result.slug}: ${result.message}`)
          await this.context.clock.sleep(this.context.limits.fatalProbeMs, signal)
          break
      }
    }
    this.connection.leave(this)
    return this.isOpen
  }

  private opened(): void {
    this.isOpen = true
    this.fatal = undefined
    this.backoff.reset()
    this.connection.opened()
  }

  /** An alarm once per reason; the lane tries again at a slow rate and loses nothing meanwhile. */
  private stuck(reason: string): void {
    if (this.fatal !== reason) this.context.alarm('sink-fatal', `${this.name}: ${reason}`)
    this.fatal = reason
    this.connection.leave(this)
  }
}
