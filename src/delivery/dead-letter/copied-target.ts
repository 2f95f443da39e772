import { errorWords } from '../../base/error-words.ts'
import type { OpenResult, SinkContext } from '../../stream/sink.ts'
import type { DeadLetterTarget } from './dead-letter-target.ts'

/** Letters to a target that keeps them, and a copy to one that does not: that one may fail, and is told in the log. */
export class CopiedTarget implements DeadLetterTarget {
  readonly name: string
  private readonly target: DeadLetterTarget
  private readonly copy: DeadLetterTarget
  private context: SinkContext | undefined
  private isOpen = false
  private failing = false

  constructor(target: DeadLetterTarget, copy: DeadLetterTarget) {
    this.name = target.name
    this.target = target
    this.copy = copy
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    return (await this.target.open?.(context)) ?? { kind: 'open' }
  }

  async append(lines: Buffer, signal: AbortSignal): Promise<void> {
    await this.target.append(lines, signal)
    try {
      await this.reach()
      await this.copy.append(lines, signal)
      this.failing = false
    } catch (error) {
      this.failed(errorWords(error))
    }
  }

  async close(): Promise<void> {
    await this.copy.close()
    await this.target.close()
  }

  private async reach(): Promise<void> {
    if (this.isOpen || this.context === undefined) return
    const result = await this.copy.open?.(this.context)
    if (result !== undefined && result.kind !== 'open') throw new Error(result.message)
    this.isOpen = true
  }

  private failed(message: string): void {
    if (!this.failing)
      this.context?.log.warn(
        `dead letters are kept in ${this.name}; no copies to ${this.copy.name}: ${message}`,
      )
    this.failing = true
  }
}
