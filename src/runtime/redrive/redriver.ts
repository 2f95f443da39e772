import { Quota } from '../../base/quota.ts'
import { REDRIVE } from '../../delivery/dead-letter/letter.ts'
import type { Catalog } from '../../catalog/catalog.ts'
import type { TargetShape } from '../../stream/output.ts'
import { recordBatch, type PlainRecord } from '../../stream/record-batch.ts'
import type { ObjectValue } from '../../types/value.ts'
import type { StreamEvaluation } from '../evaluation/stream-evaluation.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import { SourceLane } from '../source/source-lane.ts'
import { prefetch } from '../table/tables.ts'
import { isObject, letterRecord, textIn } from './letter-record.ts'
import { letterRow } from './letter-row.ts'

/** Letters in one call at the most. */
export const REDRIVE_LETTERS_MAX = 1_000

/** What became of a letter: on its way again and safe, or left as it is, with the reason. */
export type Redriven =
  | { readonly id: string; readonly kind: 'redriven' }
  | { readonly id: string; readonly kind: 'left'; readonly reason: string }

type Way =
  | { readonly kind: 'row'; readonly stream: StreamEvaluation; readonly target: TargetShape }
  | { readonly kind: 'record'; readonly stream: StreamEvaluation; readonly rule: number | undefined }
  | { readonly kind: 'left'; readonly reason: string }

interface Planned {
  readonly id: string
  readonly letter: ObjectValue
  readonly way: Exclude<Way, { kind: 'left' }>
  readonly record: PlainRecord
}

const left = (reason: string): Way => ({ kind: 'left', reason })

/** A row takes the place of a record that was evaluated before. */
const NO_RECORD: PlainRecord = { payload: Buffer.alloc(0), topic: '', timeMs: 0 }

/** Sends dead letters their way again, as records of a source of its own. */
export class Redriver {
  private readonly streams: () => readonly StreamEvaluation[]
  private readonly catalog: Catalog
  private readonly context: RuntimeContext
  private readonly lane: SourceLane
  private next = 0
  private last: Promise<unknown> = Promise.resolve()

  constructor(streams: () => readonly StreamEvaluation[], catalog: Catalog, context: RuntimeContext) {
    this.streams = streams
    this.catalog = catalog
    this.context = context
    this.lane = new SourceLane({
      source: REDRIVE,
      lane: 0,
      epoch: 1,
      name: REDRIVE,
      identity: context.run,
      receiptsOf: undefined,
      recordsMax: REDRIVE_LETTERS_MAX,
      quota: new Quota(Infinity, Infinity),
      commit: () => undefined,
    })
  }

  /** One call after the other. Resolves when all letters are safe, delivered or in the journal; rejects at the end. */
  redrive(letters: readonly ObjectValue[]): Promise<readonly Redriven[]> {
    const redriving = this.last.then(() => this.now(letters.slice(0, REDRIVE_LETTERS_MAX)))
    this.last = redriving.catch(() => undefined)
    return redriving
  }

  private async now(letters: readonly ObjectValue[]): Promise<readonly Redriven[]> {
    const results = new Map<string, Redriven>()
    const planned = letters.flatMap((letter) => {
      const id = textIn(letter, 'id') ?? ''
      const way = this.wayOf(letter)
      const record = way.kind === 'record' ? letterRecord(letter) : NO_RECORD
      const reason = way.kind === 'left' ? way.reason : typeof record === 'string' ? record : undefined
      results.set(id, reason === undefined ? { id, kind: 'redriven' } : { id, kind: 'left', reason })
      return way.kind === 'left' || typeof record === 'string' ? [] : [{ id, letter, way, record }]
    })
    if (planned.length > 0) await this.send(planned, results)
    return [...results.values()]
  }

  private async send(planned: readonly Planned[], results: Map<string, Redriven>): Promise<void> {
    const { durability, signal } = this.context
    const first = this.next
    this.next += planned.length
    const records = planned.map(({ record }) => record)
    this.lane.receive(recordBatch({ lane: 0, epoch: 1, first }, records))
    for (const [i, { id, letter }] of planned.entries()) {
      if (signal.aborted) break
      const way = this.wayOf(letter)
      if (way.kind === 'left') {
        results.set(id, { id, kind: 'left', reason: way.reason })
        continue
      }
      const reason =
        way.kind === 'row'
          ? await this.sendRow(letter, way.stream, way.target, first + i)
          : await this.sendRecord(way.stream, way.rule, first + i)
      if (reason !== undefined) results.set(id, { id, kind: 'left', reason })
    }
    durability?.outbox.flush()
    this.lane.evaluated(first, planned.length)
    if (signal.aborted || !(await this.lane.settled(signal))) throw new Error('the worker is stopping')
  }

  private async sendRow(
    letter: ObjectValue,
    stream: StreamEvaluation,
    target: TargetShape,
    seq: number,
  ): Promise<string | undefined> {
    const accepts = this.catalog.connector(target.connector)?.sink?.accepts ?? 'encoded'
    const chunk = letterRow(letter, target, accepts, { source: REDRIVE, lane: 0, epoch: 1, seq })
    if (typeof chunk === 'string') return chunk
    const { durability, lanes, signal } = this.context
    const lane = lanes.of(target)
    const backlog = durability?.backlogOf(lane)
    if (backlog?.full === true) {
      if (lane.reason !== undefined) return `the rows that wait for ${lane.name} have reached their quota`
      // Rows that are held back for a frame are a part of what must get less.
      durability?.outbox.flush()
      await backlog.room(signal)
    }
    await lane.queue.quota.room(signal)
    stream.handOver(chunk, this.lane, this.context.clock.monotonicMs())
    return undefined
  }

  /** Tables may have to be asked first, as for any record. */
  private async sendRecord(
    stream: StreamEvaluation,
    rule: number | undefined,
    seq: number,
  ): Promise<string | undefined> {
    const { clock, signal } = this.context
    const { batch, index } = this.lane.input(seq)!
    const selected = Int32Array.of(index)
    const selection = { lane: this.lane, batch, selected, count: 1, arrivedMs: clock.monotonicMs() }
    for (let missed = stream.redrive(selection, rule); missed !== undefined;) {
      await prefetch(missed)
      if (signal.aborted) return 'the worker is stopping'
      missed = stream.redrive(selection, rule)
    }
    return undefined
  }

  private wayOf(letter: ObjectValue): Way {
    const streamName = textIn(letter, 'stream')
    const ruleName = textIn(letter, 'rule')
    if (streamName !== undefined) {
      const stream = this.streams().find((one) => one.program.stream.name === streamName)
      if (stream === undefined) return left(`there is no stream ${streamName}`)
      return stopped(stream) ?? { kind: 'record', stream, rule: undefined }
    }
    for (const stream of this.streams()) {
      const rule = stream.program.rules.findIndex(({ name }) => name === ruleName)
      if (rule === -1) continue
      if (letter['row'] === undefined) return stopped(stream) ?? { kind: 'record', stream, rule }
      return targetOf(letter, stream, stream.program.rules[rule]!.targets)
    }
    return left(`there is no rule ${ruleName ?? ''}`)
  }
}

const stopped = ({ ledgers }: StreamEvaluation): Way | undefined =>
  ledgers.stream.stopped === undefined ? undefined : left(`the stream has stopped: ${ledgers.stream.stopped}`)

/** The target that refused the row: at the same place, else the only one of that connection. */
const targetOf = (letter: ObjectValue, stream: StreamEvaluation, targets: readonly TargetShape[]): Way => {
  const sink = isObject(letter['sink']) ? letter['sink'] : {}
  const connection = textIn(sink, 'connection') ?? ''
  const of = targets.filter((target) => target.connection === connection)
  const target = of.find(({ index }) => index === sink['target']) ?? (of.length === 1 ? of[0] : undefined)
  return target === undefined
    ? left(`the rule has no target ${connection} any more that the row could go to`)
    : { kind: 'row', stream, target }
}
