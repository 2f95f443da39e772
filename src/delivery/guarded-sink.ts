import { errorWords } from '../base/error-words.ts'
import type { Clock } from '../stream/clock.ts'
import type { OutputBatch } from '../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../stream/sink.ts'

/** A sink whose calls always end: none rejects, and a write that takes too long has its signal aborted. */
export class GuardedSink {
  private readonly sink: Sink
  private readonly context: SinkContext
  private readonly writeTimeoutMs: number

  constructor(sink: Sink, context: SinkContext, writeTimeoutMs: number) {
    this.sink = sink
    this.context = context
    this.writeTimeoutMs = writeTimeoutMs
  }

  async open(): Promise<OpenResult> {
    try {
      return await this.sink.open(this.context)
    } catch (error) {
      return { kind: 'retry', message: errorWords(error) }
    }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    const { clock, signal } = this.context
    const cut = new AbortController()
    const done = new AbortController()
    const abort = (): void => cut.abort()
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    void abortLater(clock, this.writeTimeoutMs, done.signal, cut)
    try {
      return await this.sink.write(batch, cut.signal)
    } catch (error) {
      return { kind: 'reconnect', message: errorWords(error) }
    } finally {
      done.abort()
      signal.removeEventListener('abort', abort)
    }
  }

  async close(): Promise<void> {
    try {
      await this.sink.close()
    } catch (error) {
      this.context.log.warn(`closing failed: ${errorWords(error)}`)
    }
  }
}

const abortLater = async (
  clock: Clock,
  timeoutMs: number,
  done: AbortSignal,
  cut: AbortController,
): Promise<void> => {
  await clock.sleep(timeoutMs, done)
  if (!done.aborted) cut.abort()
}
