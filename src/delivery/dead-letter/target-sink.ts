import { errorWords } from '../../base/error-words.ts'
import type { Failpoint } from '../../base/failpoint.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Alarm } from '../alarm.ts'
import type { DeadLetterTarget } from './dead-letter-target.ts'

/** A dead-letter target as the sink of a lane: nothing is ever rejected there, so a target that fails blocks. */
export class TargetSink implements Sink {
  private readonly target: DeadLetterTarget
  private readonly alarm: Alarm
  private readonly failpoint: Failpoint
  private failing = false

  constructor(target: DeadLetterTarget, alarm: Alarm, failpoint: Failpoint) {
    this.target = target
    this.alarm = alarm
    this.failpoint = failpoint
  }

  async open(context: SinkContext): Promise<OpenResult> {
    const result = (await this.target.open?.(context)) ?? { kind: 'open' }
    if (result.kind === 'open') return result
    this.failed(result.message)
    return result
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const lines = Buffer.concat(Array.from({ length: batch.count }, (_, i) => batch.value(i)))
    try {
      this.failpoint('dead-letter-before-sync')
      await this.target.append(lines, signal)
      this.failpoint('dead-letter-after-sync')
      this.failing = false
      return { kind: 'written' }
    } catch (error) {
      const message = errorWords(error)
      this.failed(message)
      return { kind: 'retry', message: `${this.target.name}: ${message}` }
    }
  }

  close(): Promise<void> {
    return this.target.close()
  }

  /** An alarm for each time that it begins to fail. */
  private failed(message: string): void {
    if (!this.failing) this.alarm('dead-letter-target', `${this.target.name}: ${message}`)
    this.failing = true
  }
}
