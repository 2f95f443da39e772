import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileConnector } from '../../../src/connectors/file/index.ts'
import type { SnapshotReader } from '../../../src/stream/table.ts'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sluice-table-'))
  await writeFile(join(directory, 'a.ndjson'), '{"id":1}\n{"id":2}\n')
})
afterAll(async () => {
  await rm(directory, { recursive: true })
})

const read = async (bytesMax: number): Promise<number> => {
  const request = { name: 't', options: { path: 'a.ndjson' }, columns: [], primaryKey: [] }
  const reader = fileConnector.table!.create({ directory }, request, bytesMax) as SnapshotReader
  let rows = 0
  for await (const some of reader.rows(new AbortController().signal)) rows += some.length
  return rows
}

test('a file may be as large as the limit of tables says', async () => {
  expect(await read(18)).toBe(2)
  await expect(read(17)).rejects.toThrow('more than 17 bytes')
})
