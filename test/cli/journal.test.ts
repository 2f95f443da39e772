import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/cli/system-clock.ts'
import { openDurableState } from '../../src/delivery/journalled/durable-state.ts'
import { sqliteLock } from '../../src/journal/directory-lock.ts'
import { nodeFileSystem } from '../../src/journal/node-file-system.ts'
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
  expect(out).toMatch(/lane {2}cursor {2}frames waiting\nk {10}5 {14}15\n/)
  const json = JSON.parse((await runCommand(['journal', 'ls', folder, '--json'])).out) as { lanes: unknown }
  expect(json.lanes).toEqual([{ lane: 'k', cursor: 5, framesWaiting: 15 }])
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
