import { AnsweredRows } from '../answered-rows.ts'
import { errorMessage } from '../error-message.ts'
import { UnreadableFile } from '../tls-settings.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { RedisConnection } from './options.ts'
import { rowCommand, RowProblem, type Command, type RowCommand } from './row-command.ts'
import { openRedis, RedisRefusal, type RedisSession } from './session.ts'
import { verdictOf } from './verdict.ts'

interface Sent extends RowCommand {
  readonly index: number
}

/**
 * Writes rows as commands, a batch in one pipeline. Where the server cannot go on at a row, that row and all behind it
 * are written again, so that the last row of a key stays the last; those ahead of it are not.
 */
export class RedisSink implements Sink {
  private readonly options: RedisConnection
  private readonly answered = new AnsweredRows()
  private session: RedisSession | undefined
  private context: SinkContext | undefined

  constructor(options: RedisConnection) {
    this.options = options
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    await this.close()
    const { connect_timeout_ms: connectMs, command_timeout_ms: commandMs } = this.options
    let session: RedisSession | undefined
    try {
      const opening = openRedis(this.options, (one) => (session = one))
      this.session = await this.within(opening, connectMs + commandMs, context.signal, () =>
        session?.destroy(),
      )
      return { kind: 'open' }
    } catch (error) {
      const message = errorMessage(error)
      const isOurs =
        error instanceof UnreadableFile || (error instanceof RedisRefusal && verdictOf(message) === 'fatal')
      return isOurs ? { kind: 'fatal', slug: 'sink-misconfigured', message } : { kind: 'retry', message }
    }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { answered, session } = this
    if (session === undefined) return { kind: 'reconnect', message: 'not connected' }
    const rows = this.commandsOf(batch)
    try {
      const stopping = await this.sendAll(session, batch, rows, signal)
      if (stopping !== undefined) return stopping
    } catch (error) {
      this.drop()
      // Nobody knows what of a pipeline without answers was carried out.
      return { kind: 'unknown', message: errorMessage(error) }
    }
    const rejections: Rejection[] = []
    for (let i = 0; i < batch.count; i++) {
      const answer = answered.get(batch, i)
      if (answer?.kind === 'rejected')
        rejections.push({ index: i, slug: 'row-refused', message: answer.message })
    }
    answered.forget(batch)
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  close(): Promise<void> {
    this.drop()
    return Promise.resolve()
  }

  private drop(): void {
    this.session?.destroy()
    this.session = undefined
  }

  private commandsOf(batch: OutputBatch): readonly Sent[] {
    const rows: Sent[] = []
    for (let index = 0; index < batch.count; index++) {
      if (this.answered.get(batch, index) !== undefined) continue
      try {
        rows.push({ index, ...rowCommand(batch, index) })
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error
        this.answered.set(batch, index, { kind: 'rejected', message: error.message })
      }
    }
    return rows
  }

  /** Sends the commands, then what may follow those that were carried out: a key that is another's stays as it is. */
  private async sendAll(
    session: RedisSession,
    batch: OutputBatch,
    rows: readonly Sent[],
    signal: AbortSignal,
  ): Promise<WriteResult | undefined> {
    const answers = await this.run(
      session,
      rows.map((row) => row.first),
      signal,
    )
    const isDone = (_: Sent, k: number): boolean => answers[k] === undefined
    const stop = answers.findIndex((message) => message !== undefined && verdictOf(message) !== 'row')
    const settled = stop === -1 ? rows : rows.slice(0, stop)
    await this.run(
      session,
      settled.filter(isDone).flatMap((row) => row.then),
      signal,
    )
    settled.forEach(({ index }, k) => {
      const message = answers[k]
      this.answered.set(
        batch,
        index,
        message === undefined ? { kind: 'accepted' } : { kind: 'rejected', message },
      )
    })
    return stop === -1 ? undefined : this.stopped(answers[stop] ?? '')
  }

  private stopped(message: string): WriteResult {
    switch (verdictOf(message)) {
      case 'row':
      case 'retry':
        return { kind: 'retry', message }
      case 'reconnect':
        this.drop()
        return { kind: 'reconnect', message }
      case 'fatal':
        return { kind: 'fatal', slug: 'sink-misconfigured', message }
    }
  }

  private async run(
    session: RedisSession,
    commands: readonly Command[],
    signal: AbortSignal,
  ): Promise<readonly (string | undefined)[]> {
    if (commands.length === 0) return []
    return this.within(session.run(commands), this.options.command_timeout_ms, signal, () =>
      session.destroy(),
    )
  }

  /** Work that is cut when it takes too long or nobody waits for it any more; it rejects then. */
  private async within<T>(
    work: Promise<T>,
    limitMs: number,
    signal: AbortSignal,
    cut: () => void,
  ): Promise<T> {
    const done = new AbortController()
    const late = this.context?.clock.sleep(limitMs, done.signal).then(() => {
      if (done.signal.aborted) return undefined
      cut()
      throw new Error(`no answer within ${String(limitMs)} ms`)
    })
    const aborted = new Promise<never>((_, reject) => {
      const stop = (): void => {
        cut()
        reject(new Error('the write was cut'))
      }
      if (signal.aborted) stop()
      else {
        signal.addEventListener('abort', stop, { once: true })
        done.signal.addEventListener('abort', () => signal.removeEventListener('abort', stop), { once: true })
      }
    })
    work.catch(() => undefined)
    aborted.catch(() => undefined)
    try {
      return await Promise.race([work, aborted, ...(late === undefined ? [] : [late as Promise<never>])])
    } finally {
      done.abort()
    }
  }
}
