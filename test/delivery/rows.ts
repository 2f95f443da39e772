import { Histogram } from '../../src/base/histogram.ts'
import type { Delivery } from '../../src/delivery/delivery.ts'
import { newRowLedger } from '../../src/delivery/row-ledger.ts'
import type { OutputChunk, TargetShape } from '../../src/stream/output.ts'
import type { Value } from '../../src/types/value.ts'

export const shape: TargetShape = {
  rule: 'r',
  version: 'v1',
  index: 0,
  connection: 'pg',
  connector: 'memory',
  columns: [
    { name: 'id', type: { kind: 'INTEGER', nullable: false } },
    { name: 'at', type: { kind: 'TIMESTAMP', nullable: true } },
  ],
  constants: { table: 't', key: ['id'] },
  perRow: ['path'],
}

/** Rows with these ids, as a sink of encoded rows gets them, or as columns. */
export const chunkOf = (ids: readonly number[], accepts: 'encoded' | 'columns'): OutputChunk => {
  const texts = ids.map((id) => Buffer.from(JSON.stringify({ id })))
  let at = 0
  const end = texts.map((text) => (at += text.length))
  const encoded = accepts === 'encoded'
  const columns: Value[][] = encoded ? [] : [[...ids], ids.map((id) => id * 1000)]
  return {
    target: shape,
    count: ids.length,
    bytes: encoded ? Buffer.concat(texts) : Buffer.alloc(0),
    start: Int32Array.from(texts, (text, i) => (encoded ? end[i]! - text.length : 0)),
    end: Int32Array.from(end, (to) => (encoded ? to : 0)),
    columns,
    options: [ids.map((id) => `/p/${id}`)],
    timeMs: Float64Array.from(ids),
    source: 'in',
    lane: 0,
    epoch: 1,
    seq: Float64Array.from(ids, (_, i) => i),
  }
}

/** A delivery that remembers which of its records were settled. */
export const deliveryOf = (chunk: OutputChunk, arrivedMs = 0): Delivery & { readonly settled: number[] } => {
  const settled: number[] = []
  const origin = {
    source: 'in',
    lane: 0,
    epoch: 1,
    over: false,
    journalled: false,
    identity: 'run',
    settle: (seq: number): void => void settled.push(seq),
    advance: (): void => {},
    input: (): undefined => undefined,
  }
  const ledger = { ...newRowLedger(), made: chunk.count, pending: chunk.count }
  return { chunk, origin, ledger, latency: new Histogram(), arrivedMs, settled }
}
