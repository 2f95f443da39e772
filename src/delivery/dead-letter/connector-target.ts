import type { ConnectionOptions, SinkEntry } from '../../catalog/connector.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Value } from '../../types/value.ts'
import type { DeadLetterTarget } from './dead-letter-target.ts'
import { LetterBatch, letterColumns } from './letter-batch.ts'
import type { Quarantine } from './quarantine.ts'
import { shrinkLetter } from './shrink-letter.ts'

/** A connection that takes dead letters, and the options of the endpoint. */
export interface LetterEndpoint {
  readonly connection: string
  readonly connector: string
  readonly settings: ConnectionOptions
  /** `topic` or `table`. */
  readonly options: Readonly<Record<string, Value>>
}

const NEWLINE = 10

const linesOf = (lines: Buffer): Buffer[] => {
  const found: Buffer[] = []
  for (let from = 0; from < lines.length;) {
    const to = lines.indexOf(NEWLINE, from) + 1
    found.push(lines.subarray(from, to))
    from = to
  }
  return found
}

const shapeOf = (entry: SinkEntry, { connection, connector, options }: LetterEndpoint): TargetShape => {
  const isTable = entry.accepts === 'columns'
  const hasKey = entry.options.some(({ name, per }) => name === 'key' && per === 'row')
  return {
    rule: 'dead letters',
    version: '',
    index: 0,
    connection,
    connector,
    columns: isTable ? letterColumns : [],
    constants: isTable ? { ...options, key: ['id'] } : options,
    perRow: hasKey ? ['key'] : [],
  }
}

/**
 * Dead letters to a topic or table. A letter that is too large is kept whole in quarantine and sent with 64 KB of its
 * payload; anything else that the server refuses blocks, since a dead letter of a dead letter would go nowhere.
 */
export class ConnectorTarget implements DeadLetterTarget {
  readonly name: string
  private readonly sink: Sink
  private readonly shape: TargetShape
  private readonly quarantine: Quarantine
  private context: SinkContext | undefined
  private isOpen = false

  constructor(entry: SinkEntry, endpoint: LetterEndpoint, quarantine: Quarantine) {
    const [place = ''] = Object.values(endpoint.options).filter((value) => typeof value === 'string')
    this.name = `${place} of ${endpoint.connection}`
    this.shape = shapeOf(entry, endpoint)
    this.sink = entry.create(endpoint.connection, endpoint.settings, this.shape)
    this.quarantine = quarantine
  }

  /** The statement that would make the table, where the connector knows one. */
  static createStatement(entry: SinkEntry, endpoint: LetterEndpoint): string | undefined {
    return entry.createStatement?.(shapeOf(entry, endpoint))
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    const result = await this.sink.open(context)
    this.isOpen = result.kind === 'open'
    return result
  }

  async append(lines: Buffer, signal: AbortSignal): Promise<void> {
    await this.ready()
    await this.write(linesOf(lines), signal)
  }

  close(): Promise<void> {
    return this.sink.close()
  }

  private async ready(): Promise<void> {
    if (this.isOpen || this.context === undefined) return
    const result = await this.open(this.context)
    if (result.kind !== 'open') throw new Error(result.message)
  }

  private async write(lines: readonly Buffer[], signal: AbortSignal): Promise<void> {
    const result = await this.sink.write(new LetterBatch(this.shape, lines), signal)
    switch (result.kind) {
      case 'written':
        return
      case 'rejected':
        for (const rejection of result.rows) await this.rewrite(lines[rejection.index]!, rejection, signal)
        return
      case 'refused':
        if (lines.length === 1) return this.rewrite(lines[0]!, result, signal)
        for (const line of lines) await this.write([line], signal)
        return
      default:
        this.failed(result)
    }
  }

  private failed(result: Exclude<WriteResult, { kind: 'written' | 'rejected' | 'refused' }>): never {
    if (result.kind === 'reconnect') this.isOpen = false
    throw new Error(result.message)
  }

  private async rewrite(
    line: Buffer,
    { message }: Pick<Rejection, 'message'>,
    signal: AbortSignal,
  ): Promise<void> {
    const shrunk = shrinkLetter(line)
    if (shrunk === undefined) throw new Error(`refused: ${message}`)
    await this.quarantine.keep((JSON.parse(line.toString()) as { id: string }).id, line)
    await this.write([shrunk], signal)
  }
}
