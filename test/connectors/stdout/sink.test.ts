import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { StdoutSink } from '../../../src/connectors/stdout/sink.ts'
import { batchOf, targetOf } from '../../contract/batch-of.ts'

const target = targetOf({
  connector: 'stdout',
  columns: [{ name: 'id', type: { kind: 'INTEGER', nullable: false } }],
})
const rows = (...ids: readonly number[]) =>
  batchOf(
    target,
    ids.map((id) => ({ columns: { id } })),
  )
const never = new AbortController().signal

test('rows count as written when the reader has taken them', async () => {
  const taken: string[] = []
  let release = (): void => undefined
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      taken.push(chunk.toString())
      release = done
    },
  })
  const sink = new StdoutSink(() => stream)
  await sink.open()
  const state = { result: '' }
  const writing = sink.write(rows(1, 2), never).then(({ kind }) => (state.result = kind))
  await new Promise(setImmediate)
  expect([taken, state.result]).toEqual([['{"id":1}\n{"id":2}\n'], ''])
  release()
  expect(await writing).toBe('written')
})

test('a reader that has gone is told to the operator and ends no process', async () => {
  const stream = new Writable({
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    },
  })
  const sink = new StdoutSink(() => stream)
  await sink.open()
  const gone = { kind: 'fatal', slug: 'sink-misconfigured', message: 'standard output is closed' }
  expect(await sink.write(rows(1), never)).toEqual(gone)
  expect(await sink.write(rows(2), never)).toEqual(gone)
})

test('a reader that stands still does not hold up a stop', async () => {
  const sink = new StdoutSink(() => new Writable({ write: () => undefined }))
  await sink.open()
  const cut = new AbortController()
  const writing = sink.write(rows(1), cut.signal)
  cut.abort()
  expect(await writing).toMatchObject({ kind: 'unknown' })
})
