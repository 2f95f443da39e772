import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FileTarget } from '../../../src/delivery/dead-letter/file-target.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'letters-'))
})
afterEach(() => rm(folder, { recursive: true }))

const lines = async (name: string): Promise<string[]> =>
  (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1)

test('appends lines to what is there, in a folder that it makes', async () => {
  const path = join(folder, 'deep', 'dead.ndjson')
  for (const line of ['{"a":1}\n', '{"a":2}\n']) {
    const target = new FileTarget(path)
    await target.append(Buffer.from(line))
    await target.close()
  }
  expect(await lines('deep/dead.ndjson')).toEqual(['{"a":1}', '{"a":2}'])
})

test('a line that a crash has cut gets its newline, and is not changed', async () => {
  await appendFile(join(folder, 'dead.ndjson'), '{"a":1}\n{"a":')
  const target = new FileTarget(join(folder, 'dead.ndjson'))
  await target.append(Buffer.from('{"a":3}\n'))
  await target.close()
  expect(await lines('dead.ndjson')).toEqual(['{"a":1}', '{"a":', '{"a":3}'])
})

test('a file that is full is put aside under the next number', async () => {
  const target = new FileTarget(join(folder, 'dead.ndjson'), { rotateBytes: 20 })
  for (let n = 1; n <= 5; n++) await target.append(Buffer.from(`{"number":${n}}\n`))
  await target.close()
  expect((await readdir(folder)).sort()).toEqual([
    'dead.ndjson',
    'dead.ndjson.1',
    'dead.ndjson.2',
    'dead.ndjson.3',
    'dead.ndjson.4',
  ])
  expect(await lines('dead.ndjson.4')).toEqual(['{"number":4}'])
})

test('says so when it cannot write, and works when it can again', async () => {
  const target = new FileTarget(join(folder, 'dead.ndjson'))
  const blocked = new FileTarget('/dev/full')
  await expect(blocked.append(Buffer.from('x\n'))).rejects.toThrow('ENOSPC')
  await target.append(Buffer.from('x\n'))
  await target.close()
  expect(await lines('dead.ndjson')).toEqual(['x'])
})
