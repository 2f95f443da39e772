import type { Failure } from '../../codegen/program.ts'
import { bytesJson, payloadJson } from '../../delivery/dead-letter/bytes-json.ts'
import type { Batch } from '../../stream/batch.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'

/** A failed record's columns where a policy sends it INTO an endpoint. */
const members = (
  owner: Readonly<Record<string, string>>,
  failure: Failure,
  batch: Batch,
  bytesMax: number,
) => {
  const { record, slug, message, path } = failure
  const bytes = batch.bytes.subarray(batch.start[record], batch.end[record])
  return {
    ...owner,
    slug,
    message,
    path: path ?? null,
    topic: batch.topics[batch.topic[record] ?? -1] ?? null,
    key: bytesJson(batch.key(record)),
    ...payloadJson(bytes, bytesMax, batch.fullSize?.get(record)),
  }
}

/** A failed record as one row for the endpoint that its policy names. */
export const failureChunk = (
  target: TargetShape,
  owner: Readonly<Record<string, string>>,
  failure: Failure,
  batch: Batch,
  source: string,
  bytesMax: number,
): OutputChunk => {
  const row: Readonly<Record<string, Value>> = members(owner, failure, batch, bytesMax)
  const bytes = Buffer.from(JSON.stringify(row))
  return {
    target,
    count: 1,
    bytes,
    start: Int32Array.of(0),
    end: Int32Array.of(bytes.length),
    columns: target.columns.map(({ name }) => [Object.hasOwn(row, name) ? row[name] : null]),
    options: target.perRow.map(() => [undefined]),
    timeMs: Float64Array.of(batch.timeMs[failure.record]!),
    source,
    lane: batch.lane,
    epoch: batch.epoch,
    seq: Float64Array.of(batch.first + failure.record),
  }
}
