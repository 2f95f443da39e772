import type { Failure, Pass, Policy, Program, RuleShape } from '../../src/codegen/program.ts'
import type { Durability } from '../../src/stream/durability.ts'
import type { OutputChunk, TargetShape } from '../../src/stream/output.ts'

export const target = (
  rule: string,
  index: number,
  connection: string,
  more: TargetShape['constants'] = {},
): TargetShape => ({
  rule,
  version: 'v1',
  index,
  connection,
  connector: 'memory',
  columns: [],
  constants: { topic: `out-${rule}`, ...more },
  perRow: ['key'],
})

export interface HandRule {
  readonly name: string
  readonly sinks: readonly string[]
  readonly onError?: Policy
  /** Options of its targets, by sink. */
  readonly constants?: Readonly<Record<string, TargetShape['constants']>>
}

export interface HandStream {
  readonly name: string
  readonly topics: readonly string[]
  readonly connection?: string
  readonly onInvalid?: Policy
  readonly durability?: Durability
  readonly rules: readonly HandRule[]
}

interface Reading {
  readonly id: number
  readonly v: number
}

/** Rules pass where v is positive, fail where it is -1, and skip their last target where v is odd. */
const evaluate = (
  shape: RuleShape,
  readings: readonly Reading[],
  emit: (target: number, at: number) => void,
) => {
  const counts = { passed: 0, filtered: 0, failed: [] as number[], skipped: shape.targets.map(() => 0) }
  readings.forEach(({ v }, at) => {
    if (v === -1) counts.failed.push(at)
    else if (v <= 0) counts.filtered++
    else {
      counts.passed++
      shape.targets.forEach((_, t) => {
        if (t > 0 && t === shape.targets.length - 1 && v % 2 === 1) counts.skipped[t]!++
        else emit(t, at)
      })
    }
  })
  return counts
}

/** A pass as the compiler would make one, by hand: `{"id": n, "v": n}` in, the same out. `v: -2` throws. */
const handPass =
  (shapes: readonly RuleShape[]): Pass =>
  (batch, selected, count, context) => {
    const failures: Failure[] = []
    const records: number[] = []
    const readings: Reading[] = []
    for (let i = 0; i < count; i++) {
      const record = selected?.[i] ?? i
      const text = batch.bytes.toString('utf8', batch.start[record], batch.end[record])
      try {
        readings.push(JSON.parse(text) as Reading)
        records.push(record)
      } catch {
        failures.push({ record, rule: -1, slug: 'syntax-error', message: 'not JSON', path: undefined })
      }
    }
    if (readings.some(({ v }) => v === -2)) throw new Error('a bug of ours')
    const invalid = failures.length
    const chunks: OutputChunk[] = []
    const perRule = shapes.map((shape, rule) => {
      const rows = shape.targets.map((): number[] => [])
      const counts = evaluate(shape, readings, (t, at) => rows[t]!.push(at))
      for (const at of counts.failed)
        failures.push({ record: records[at]!, rule, slug: 'syntax-error', message: 'v is -1', path: 'v' })
      rows.forEach((places, t) => {
        if (places.length === 0) return
        const texts = places.map((at) => Buffer.from(JSON.stringify(readings[at])))
        const end = Int32Array.from(
          texts,
          (
            (sum) => (text: Buffer) =>
              (sum += text.length)
          )(0),
        )
        chunks.push({
          target: shape.targets[t]!,
          count: places.length,
          bytes: Buffer.concat(texts),
          start: Int32Array.from(texts, (text, at) => end[at]! - text.length),
          end,
          columns: [],
          options: [places.map((at) => `${readings[at]!.id}`)],
          timeMs: Float64Array.from(places, (at) => batch.timeMs[records[at]!]!),
          source: context.source,
          lane: batch.lane,
          epoch: batch.epoch,
          seq: Float64Array.from(places, (at) => batch.first + records[at]!),
        })
      })
      return counts
    })
    return {
      counts: {
        decoded: readings.length,
        invalid,
        ahead: 0,
        passed: Float64Array.from(perRule, (one) => one.passed),
        filtered: Float64Array.from(perRule, (one) => one.filtered),
        unmatched: new Float64Array(shapes.length),
        failed: Float64Array.from(perRule, (one) => one.failed.length),
        mismatch: new Float64Array(shapes.length),
        skipped: perRule.map((one) => Float64Array.from(one.skipped)),
      },
      chunks,
      failures,
    }
  }

/** A program without a compiler. */
export const handProgram = (streams: readonly HandStream[]): Program => ({
  tables: [],
  streams: streams.map(({ name, topics, connection, durability, onInvalid, rules }) => {
    const shapes = rules.map((rule) => ({
      name: rule.name,
      version: 'v1',
      targets: rule.sinks.map((sink, index) => target(rule.name, index, sink, rule.constants?.[sink])),
      onError: rule.onError ?? { kind: 'dead-letter' as const },
    }))
    return {
      stream: {
        name,
        connection: connection ?? 'in',
        connector: 'memory',
        topics,
        options: {},
        onInvalid: onInvalid ?? { kind: 'dead-letter' },
        ...(durability === undefined ? {} : { durability }),
      },
      rules: shapes,
      pass: handPass(shapes),
    }
  }),
})
