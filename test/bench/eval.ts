import { checkProject } from '../../src/check/check.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { compileProgram } from '../../src/codegen/compile-program.ts'
import type { Pass } from '../../src/codegen/program.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import type { Batch } from '../../src/stream/batch.ts'
import { parse } from '../../src/syntax/parse.ts'
import { batchOf, deviceRecords } from './device-records.ts'
import { cpuSeconds, inTurn } from './measure.ts'

const RECORDS = 100_000
const BATCH = 1_000
const ROUNDS = 7

const compilePass = (threshold: number): Pass => {
  const text = `RULE hot AS SELECT payload.deviceId AS deviceId, payload.site AS site, payload.temperature AS temperature
    FROM 'devices' WHERE payload.temperature >= ${String(threshold)} INTO stdout;`
  const collector = new Collector()
  const document = new SourceDocument('eval.rules', text)
  const connections = new Map([
    ['broker', { type: 'mqtt' }],
    ['stdout', { type: 'stdout' }],
  ])
  const files = [{ document, file: parse(document, collector) }]
  const project = checkProject(
    { files, catalog: defaultCatalog, connections, defaultConnection: 'broker' },
    collector,
  )
  if (collector.hasErrors)
    throw new Error(
      collector
        .sorted()
        .map((d) => d.message)
        .join('\n'),
    )
  const stream = compileProgram(project, compileOptions({ seed: 1, encodeAll: false })).streams[0]
  if (stream === undefined) throw new Error('the rule was not compiled')
  return stream.pass
}

/** What a careful developer writes by hand. */
const byHand = (batch: Batch, threshold: number): Buffer[] => {
  const rows: Buffer[] = []
  for (let i = 0; i < batch.count; i++) {
    const o = JSON.parse(batch.bytes.toString('utf8', batch.start[i], batch.end[i])) as Record<
      string,
      unknown
    >
    if ((o['temperature'] as number) >= threshold)
      rows.push(
        Buffer.from(
          JSON.stringify({ deviceId: o['deviceId'], site: o['site'], temperature: o['temperature'] }),
        ),
      )
  }
  return rows
}

const byPass = (pass: Pass, batch: Batch): Buffer[] => {
  const { chunks } = pass(batch, undefined, batch.count, { source: 'bench', nowMs: 0, stepsMax: 1_000 })
  const rows: Buffer[] = []
  for (const { bytes, start, end, count } of chunks)
    for (let r = 0; r < count; r++) rows.push(bytes.subarray(start[r], end[r]))
  return rows
}

/** Bytes in memory to bytes in memory, at three shares of passing records. */
export const benchEval = async (): Promise<void> => {
  const records = deviceRecords(RECORDS)
  const batches = Array.from({ length: RECORDS / BATCH }, (_, k) =>
    batchOf(records.slice(k * BATCH, (k + 1) * BATCH)),
  )
  const table: Record<string, object> = {}
  for (const share of [100, 10, 1]) {
    const threshold = 100 - share
    const pass = compilePass(threshold)
    for (const batch of batches) {
      const ours = byPass(pass, batch).map(String)
      const theirs = byHand(batch, threshold).map(String)
      if (ours.join('\n') !== theirs.join('\n')) throw new Error('the two sides do not give the same rows')
    }
    let sink = 0
    const { a, b } = inTurn(
      ROUNDS,
      () => cpuSeconds(() => batches.forEach((batch) => (sink += byPass(pass, batch).length))),
      () => cpuSeconds(() => batches.forEach((batch) => (sink += byHand(batch, threshold).length))),
    )
    if (sink === 0) throw new Error('nothing passed')
    const perMillion = (seconds: number): string => ((seconds * 1e6) / RECORDS).toFixed(3)
    table[`${String(share)} % passing`] = {
      'sluice s/M': perMillion(a),
      'by hand s/M': perMillion(b),
      ratio: `${(b / a).toFixed(1)} times`,
    }
  }
  console.log(
    `eval: CPU seconds per million records, ${String(Math.round(records.reduce((sum, r) => sum + r.length, 0) / RECORDS))} bytes each`,
  )
  console.table(table)
}
