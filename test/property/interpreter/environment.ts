import type { Capabilities, Environment } from '../../../src/catalog/function.ts'
import type { CheckedItem, CheckedStream } from '../../../src/check/checked/project.ts'
import type { PlainRecord } from '../../../src/stream/record-batch.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Value } from '../../../src/types/value.ts'

/** A record and all that one rule's evaluation of it has used and counted. */
export class RecordRun {
  readonly record: PlainRecord
  readonly payload: Value
  readonly stream: CheckedStream
  columns: readonly Value[] = []
  mismatches = 0
  private stepsLeft: number
  readonly environment: Environment

  constructor(
    record: PlainRecord,
    payload: Value,
    stream: CheckedStream,
    capabilities: Capabilities,
    limits: { readonly nowMs: number; readonly stepsMax: number },
  ) {
    this.record = record
    this.payload = payload
    this.stream = stream
    this.stepsLeft = limits.stepsMax
    this.environment = {
      record: {
        topic: () => record.topic,
        key: () => record.key,
        header: (name) => record.headers?.[name],
        headerNames: () => Object.keys(record.headers ?? {}),
        attribute: (name) => record.attributes?.[name],
        timeMs: () => record.timeMs,
        payload: () => record.payload,
        id: () => '',
      },
      nowMs: limits.nowMs,
      random: () => 0.5,
      capabilities,
      step: () => {
        this.step()
      },
    }
  }

  step(): void {
    this.stepsLeft--
    if (this.stepsLeft < 0) throw new RecordError('step-limit', 'too many steps')
  }
}

/** What one rule sees while a row of it is made. */
export interface RowRun {
  readonly run: RecordRun
  readonly items: readonly CheckedItem[]
  readonly upstream: RowRun | undefined
  readonly parameters: ReadonlyMap<number, Value>
  /** Items that have been computed, by their index. */
  readonly done: Map<number, Value>
}

export const withParameters = (row: RowRun, ids: readonly number[], values: readonly Value[]): RowRun => ({
  ...row,
  parameters: new Map([...row.parameters, ...ids.map((id, k) => [id, values[k]] as const)]),
})
