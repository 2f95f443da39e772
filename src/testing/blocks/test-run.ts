import type { CheckedGiven, CheckedStep, CheckedTest } from '../../check/checked/test.ts'
import { RecordReplay } from '../../runtime/replay/record-replay.ts'
import type { ReplayRecord } from '../../runtime/replay/replay-line.ts'
import { parseJsonText } from '../../types/json/parse.ts'
import { capture, type GivenRecord, type TableRow } from './captured.ts'
import { Expectations, type ExpectStep } from './expectations.ts'
import { entryName } from './given-entry.ts'
import type { TestCompiler } from './test-program.ts'
import type { TestFailure } from './test-result.ts'

const bytesOf = ({ form, text }: CheckedGiven['payload']): Uint8Array =>
  form === 'base64' ? Buffer.from(text, 'base64') : Buffer.from(text)

const sourceOf = (place: CheckedGiven['place']): string => {
  switch (place.kind) {
    case 'connection':
      return place.connection
    case 'stream':
      return entryName('stream', place.stream.name)
    case 'rule':
      return entryName('rule', place.rule.name)
    case 'table':
      return place.table.name
  }
}

const recordOf = (step: CheckedGiven, nowMs: number): ReplayRecord => {
  const { place, key, headers, payload } = step
  const source = sourceOf(place)
  const entries = Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)] as const)
  return {
    source,
    topic: place.kind === 'connection' || place.kind === 'stream' ? place.topic : undefined,
    key: typeof key === 'string' ? Buffer.from(key) : key,
    headers: entries.length === 0 ? undefined : Object.fromEntries(entries),
    timeMs: step.timeMs ?? nowMs,
    attributes: step.attributes,
    payload: bytesOf(payload),
    form: payload.form === 'json' ? 'payload' : payload.form,
  }
}

/** One TEST from top to bottom. */
export class TestRun {
  private readonly test: CheckedTest
  private readonly replay: RecordReplay
  private readonly records: GivenRecord[] = []
  private readonly tables: TableRow[] = []
  private readonly expectations: Expectations
  private nowMs = 0
  /** How many records there were when the GIVEN steps after the last EXPECT began. */
  private blockStart = 0
  private wasExpect = false

  constructor(test: CheckedTest, compiler: TestCompiler) {
    this.test = test
    compiler.restart()
    this.replay = new RecordReplay(compiler.program(test), {
      catalog: compiler.surroundings.catalog,
      // A mistake of ours is an error of its record, which no EXPECT speaks of.
      report: () => undefined,
    })
    this.expectations = new Expectations(test, compiler, this.records, this.tables)
  }

  run(): readonly TestFailure[] {
    let rows: ExpectStep[] = []
    for (const step of this.test.steps) {
      if (step.kind === 'expect') {
        rows.push(step)
        this.wasExpect = true
        continue
      }
      this.expectations.rows(rows)
      rows = []
      this.step(step)
    }
    this.expectations.rows(rows)
    return this.expectations.finish()
  }

  private step(step: Exclude<CheckedStep, ExpectStep>): void {
    const isExpect = step.kind === 'expect-nothing' || step.kind === 'expect-outcome'
    if (!isExpect && this.wasExpect) this.blockStart = this.records.length
    this.wasExpect = isExpect
    switch (step.kind) {
      case 'clock':
        this.moveTo(step.timeMs)
        return
      case 'advance':
        this.moveTo(this.nowMs + step.ms)
        return
      case 'given':
        this.given(step)
        return
      case 'expect-nothing':
        this.expectations.nothing(step, step.onlyNew ? this.blockStart : 0)
        return
      case 'expect-outcome':
        this.expectations.outcome(step)
    }
  }

  private moveTo(timeMs: number): void {
    this.nowMs = Math.max(this.nowMs, timeMs)
    this.replay.advanceTo(this.nowMs)
  }

  private given(step: CheckedGiven): void {
    if (step.place.kind === 'table') {
      this.row(step, step.place.table.name)
      return
    }
    const record = recordOf(step, this.nowMs)
    this.moveTo(record.timeMs ?? this.nowMs)
    const given: GivenRecord = { step, record, rows: [], errors: [], stopped: undefined }
    this.records.push(given)
    for (const outcome of this.replay.record(record)) capture(given, outcome)
  }

  private row(step: CheckedGiven, table: string): void {
    const row = parseJsonText(step.payload.text)
    const problem = this.replay.tables.put(table, row)
    this.tables.push({ table, row })
    if (problem !== undefined) this.expectations.badRow(step.span, table, problem)
  }
}
