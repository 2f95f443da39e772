import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/cli/system-clock.ts'
import { closeDurableState, openDurableState } from '../../src/delivery/journalled/durable-state.ts'
import { encodeContent } from '../../src/journal/content/frame-content.ts'
import { sqliteLock } from '../../src/journal/directory-lock.ts'
import { nodeFileSystem } from '../../src/journal/node-file-system.ts'
import type { OutputChunk, TargetShape } from '../../src/stream/output.ts'
import { target } from '../runtime/hand-program.ts'
import { runCommand } from './run-command.ts'

let folder: string
const journalOf = (): string => join(folder, 'journal', '0')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-state-'))
  const { journal, registry } = await openDurableState({
    folder: journalOf(),
    fileSystem: nodeFileSystem,
    clock: systemClock,
    lock: sqliteLock,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: { 'client_id of broker': 'worker-1' },
    limits: { segmentBytes: 64 * 1024 },
  })
  registry.bind(target('r', 0, 'k'), 'k')
  const lane = registry.laneNumber('k')
  await registry.save()
  for (let n = 0; n < 20; n++) journal.append([Buffer.alloc(5_000, 'x')])
  await journal.flush()
  await journal.saveCursors(new Map([[lane, 5]]))
  await journal.close()
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('ls shows whose the journal is and how far lanes have come', async () => {
  const { code, out } = await runCommand(['journal', 'ls', folder])
  expect(code).toBe(0)
  expect(out).toContain('journal 30313233343536373839616263646566 in')
  expect(out).toContain('for client_id of broker worker-1')
  expect(out).toMatch(/lane {2}cursor {2}frames waiting {2}rows waiting\nk {10}5 {14}15 {13}0\n/)
  const json = JSON.parse((await runCommand(['journal', 'ls', folder, '--json'])).out) as { lanes: unknown }
  expect(json.lanes).toEqual([{ lane: 'k', cursor: 5, framesWaiting: 15, rowsWaiting: 0 }])
})

test('verify reads every frame, and repair keeps what is whole and deletes nothing', async () => {
  expect(await runCommand(['journal', 'verify', folder])).toMatchObject({ code: 0 })
  const [name = ''] = (await readdir(journalOf())).filter((one) => one.endsWith('.segment'))
  const path = join(journalOf(), name)
  const bytes = await readFile(path)
  bytes[20_000]! ^= 255
  await writeFile(path, bytes)
  await writeFile(join(journalOf(), 'identity'), 'nonsense')
  const blind = await runCommand(['journal', 'verify', folder])
  expect(blind).toMatchObject({ code: 1 })
  expect(blind.err).toContain('sluice journal repair')
  const repaired = await runCommand(['journal', 'repair', folder])
  expect(repaired).toMatchObject({ code: 0, err: '' })
  expect(repaired.out).toContain('The identity was made anew from the segments.')
  expect(repaired.out).toContain('19 frames are whole, 1 are missing.')
  const verified = await runCommand(['journal', 'verify', folder])
  expect(verified.code).toBe(1)
  expect(verified.out).toContain('The journal is damaged.')
  expect(await readdir(join(journalOf(), 'quarantine'))).toContain('identity.0')
})

test('without a journal, and beside a running worker, it says so', async () => {
  const nothing = await runCommand(['journal', 'ls', join(folder, 'elsewhere')])
  expect(nothing).toMatchObject({ code: 2, out: '' })
  expect(nothing.err).toContain('there is no journal in')
  const release = await sqliteLock(join(journalOf(), 'lock'))
  const busy = await runCommand(['journal', 'repair', folder])
  expect(busy.code).toBe(2)
  expect(busy.err).toContain('a worker is using the journal')
  release?.()
})

test('help begins with an example', async () => {
  const { out } = await runCommand(['journal', 'verify', '--help'])
  expect(out.startsWith('Example:\n  sluice journal verify .sluice')).toBe(true)
})

test('rows that wait are counted by lane, copies in a log of its own too, and an ended worker is no secret', async () => {
  const shape = target('r', 0, 'k')
  const durable = await openDurableState({
    folder: journalOf(),
    fileSystem: nodeFileSystem,
    clock: systemClock,
    lock: sqliteLock,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: { segmentBytes: 64 * 1024 },
  })
  const { journal, ownLogs, registry } = durable
  const id = registry.bind(shape, 'k')
  const rows = (count: number) => [{ target: id, chunk: chunkOf(shape, count) }]
  const first = journal.next
  for (const count of [3, 4, 5]) journal.append(encodeContent({ rows: rows(count) }))
  await journal.flush()
  const lane = registry.laneNumber('k')
  const own = await ownLogs.open(lane)
  own.append(first, { rows: rows(3) })
  own.append(first + 1, { rows: rows(4) })
  await own.journal.flush()
  await journal.saveCursors(new Map([[lane, first + 2]]), new Map([[lane, first + 1]]))
  await closeDurableState(durable)
  const { out } = await runCommand(['journal', 'ls', folder, '--json'])
  expect((JSON.parse(out) as { lanes: unknown }).lanes).toMatchObject([{ lane: 'k', rowsWaiting: 9 }])
  const verified = await runCommand(['journal', 'verify', folder])
  expect(verified.code).toBe(0)
  expect(verified.out).toContain(`lane-${String(lane)}`)
  const ended = await runCommand(['status', '--state', folder])
  expect(ended.code).toBe(3)
  expect(ended.err).toContain('\n9 rows for k wait in the journal\n')
})

const chunkOf = (shape: TargetShape, count: number): OutputChunk => ({
  target: shape,
  count,
  bytes: Buffer.alloc(count, 'x'),
  start: Int32Array.from({ length: count }, (_, row) => row),
  end: Int32Array.from({ length: count }, (_, row) => row + 1),
  columns: [],
  options: [Array.from({ length: count }, () => 'a')],
  timeMs: new Float64Array(count),
  source: 'in',
  lane: 0,
  epoch: 1,
  seq: Float64Array.from({ length: count }, (_, row) => row),
})
