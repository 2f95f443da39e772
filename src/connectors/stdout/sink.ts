import type { Writable } from 'node:stream'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, WriteResult } from '../../stream/sink.ts'
import { errorMessage } from '../error-message.ts'
import { lineOf } from '../line-of.ts'

const NEWLINE = Buffer.from('\n')

const ignore = (): void => undefined

/** Writes a line per row; rows count as written when the stream has passed them on, so a slow reader slows us. */
export class StdoutSink implements Sink {
  private readonly output: () => Writable
  private stream: Writable | undefined

  constructor(output: () => Writable) {
    this.output = output
  }

  async open(): Promise<OpenResult> {
    if (this.stream === undefined) {
      this.stream = this.output()
      // What goes wrong is told to the write that it hits; without a listener it would end the process.
      this.stream.on('error', ignore)
    }
    return { kind: 'open' }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { stream } = this
    if (stream === undefined) return { kind: 'reconnect', message: 'not open' }
    if (batch.count === 0) return { kind: 'written' }
    if (!stream.writable) return closed
    const lines = Array.from({ length: batch.count }, (_, i) => [lineOf(batch, i) ?? batch.value(i), NEWLINE])
    return new Promise((resolve) => {
      const cut = (): void => resolve({ kind: 'unknown', message: 'nobody reads standard output' })
      signal.addEventListener('abort', cut, { once: true })
      stream.write(Buffer.concat(lines.flat()), (error) => {
        signal.removeEventListener('abort', cut)
        resolve(error == null ? { kind: 'written' } : failed(error))
      })
    })
  }

  async close(): Promise<void> {
    // The stream belongs to the process.
    this.stream?.off('error', ignore)
    this.stream = undefined
  }
}

const closed: WriteResult = {
  kind: 'fatal',
  slug: 'sink-misconfigured',
  message: 'standard output is closed',
}

const failed = (error: Error & { code?: string }): WriteResult =>
  ['EPIPE', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END'].includes(error.code ?? '')
    ? closed
    : { kind: 'retry', message: errorMessage(error) }
