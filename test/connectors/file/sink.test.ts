import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fileConnector } from '../../../src/connectors/file/index.ts'
import { FileSink } from '../../../src/connectors/file/sink.ts'
import type { WriteResult } from '../../../src/stream/sink.ts'
import { VirtualClock } from '../../../src/testing/virtual-clock.ts'
import { batchOf, targetOf } from '../../contract/batch-of.ts'
import { quietLog } from '../../contract/lane-rig.ts'

const columns = [{ name: 'id', type: { kind: 'INTEGER', nullable: false } }] as const
const target = targetOf({ connector: 'file', columns })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Opens a sink on `a.ndjson`, at a clock that the test moves. */
const rig = async (
  limits: Partial<{ rotateBytes: number; rotateAgeMs: number }> = {},
  path = join(folder, 'a.ndjson'),
) => {
  const clock = new VirtualClock(Date.now())
  const sink = new FileSink(path, { rotateBytes: Infinity, rotateAgeMs: Infinity, ...limits })
  const opened = await sink.open({ clock, log: quietLog, signal: new AbortController().signal })
  const write = (...ids: readonly number[]): Promise<WriteResult> =>
    sink.write(
      batchOf(
        target,
        ids.map((id) => ({ columns: { id } })),
      ),
    )
  return { clock, sink, opened, write }
}

const text = (name = 'a.ndjson'): Promise<string> => readFile(join(folder, name), 'utf8')

test.each([
  ['{"id":1}\n{"id":2', '{"id":1}\n{"id":7}\n'],
  ['{"id":1}\n{"id":2}', '{"id":1}\n{"id":2}\n{"id":7}\n'],
  ['{"id":1', '{"id":7}\n'],
  ['{"id":1}\n', '{"id":1}\n{"id":7}\n'],
  ['', '{"id":7}\n'],
  [`{"id":1}\n{"name":"${'x'.repeat(200_000)}`, '{"id":1}\n{"id":7}\n'],
])('a line that a crash cut short goes, and a whole one stays', async (before, after) => {
  await writeFile(join(folder, 'a.ndjson'), before)
  const { sink, write } = await rig()
  expect(await write(7)).toEqual({ kind: 'written' })
  expect(await text()).toBe(after)
  await sink.close()
})

test('a full file is renamed, and no older one is overwritten', async () => {
  const { sink, write } = await rig({ rotateBytes: 20 })
  for (const id of [1, 2, 3, 4, 5, 6, 7, 8]) await write(id)
  await sink.close()
  const names = await readdir(folder)
  expect(names).toHaveLength(3)
  const lines = (await Promise.all(names.map(text))).join('').trimEnd().split('\n')
  expect(lines.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((id) => `{"id":${String(id)}}`))
})

test('an old file is renamed when the next rows come, an empty one is not', async () => {
  const { clock, sink, write } = await rig({ rotateAgeMs: 60_000 })
  await clock.advance(120_000)
  await write(1)
  expect(await readdir(folder)).toEqual(['a.ndjson'])
  await write(2)
  await sink.close()
  const [newest, older = ''] = await readdir(folder)
  expect(newest).toBe('a.ndjson')
  expect(older).toMatch(/^a\.ndjson\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/)
  expect(await text()).toBe('{"id":2}\n')
})

test('a file that cannot be opened, and a disk that is full, are waited for', async () => {
  await writeFile(join(folder, 'b'), '')
  expect((await rig({}, join(folder, 'b', 'c'))).opened).toMatchObject({ kind: 'retry' })
  const { opened, sink, write } = await rig({}, '/dev/full')
  expect(opened).toEqual({ kind: 'open' })
  expect(await write(1)).toMatchObject({
    kind: 'reconnect',
    message: expect.stringContaining('ENOSPC') as string,
  })
  await sink.close()
})

test('what others append in between is kept', async () => {
  const { sink, write } = await rig()
  await write(1)
  await appendFile(join(folder, 'a.ndjson'), '{"id":2}\n')
  await write(3)
  await sink.close()
  expect(await text()).toBe('{"id":1}\n{"id":2}\n{"id":3}\n')
})

test('a text of several lines is rejected, JSON with line breaks becomes one line', async () => {
  const texts = targetOf({ connector: 'file', columns: [], valueType: { kind: 'STRING', nullable: true } })
  const { sink } = await rig()
  const batch = batchOf(
    texts,
    ['one', 'two\nlines', 'three'].map((value) => ({ columns: { value } })),
  )
  expect(await sink.write(batch)).toEqual({
    kind: 'rejected',
    rows: [{ index: 1, slug: 'row-refused', message: 'a text of several lines is no line' }],
  })
  const json = batchOf(target, [{ columns: { id: 1 } }])
  await sink.write(Object.assign(json, { value: () => Buffer.from('{\r\n"a": 1}') }))
  await sink.close()
  expect(await text()).toBe('one\nthree\n{  "a": 1}\n')
})

test('a path stays in its directory, and one file has one lane', () => {
  const option = fileConnector.sink?.options.find(({ name }) => name === 'path')
  const refused = ['/etc/passwd', '../a', 'a/../../b', '..', '.', '', 'a/', 'a\u0000b', 5]
  for (const path of refused) expect([path, option?.check?.(path)]).toEqual([path, expect.any(String)])
  for (const path of ['a', 'a/b.ndjson', './a', 'a..b', '..a'])
    expect([path, option?.check?.(path)]).toEqual([path, undefined])
  const lanes = ['a', './a', 'b/../a'].map((path) =>
    fileConnector.sink?.laneOf(targetOf({ connector: 'file', columns, constants: { path } })),
  )
  expect(new Set(lanes)).toEqual(new Set(['a']))
})
