import { execFileSync, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/cli/system-clock.ts'
import { sqliteLock } from '../../src/journal/directory-lock.ts'
import type { Journal } from '../../src/journal/journal.ts'
import { nodeFileSystem } from '../../src/journal/node-file-system.ts'
import { openJournal } from '../../src/journal/open-journal.ts'
import { bodyOf, readAll } from './rig.ts'

const MEGABYTE = 1024 * 1024

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-journal-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const openIn = (place: string): Promise<Journal> =>
  openJournal({
    folder: place,
    fileSystem: nodeFileSystem,
    clock: systemClock,
    lock: sqliteLock,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: { segmentBytes: MEGABYTE, fullRetryMs: 20 },
  })

test('frames survive on a real disk, and only one worker has the journal', async () => {
  const place = join(folder, 'journal', '0')
  const journal = await openIn(place)
  let synced = 0
  for (let n = 0; n < 2_000; n++) journal.append([bodyOf(n, 2_000)], () => synced++)
  expect(await journal.flush()).toBe(true)
  expect(synced).toBe(2_000)
  await expect(openIn(place)).rejects.toThrow('another worker is using the journal')
  await journal.saveCursors(new Map([[1, 1_500]]))
  await journal.close()
  const again = await openIn(place)
  expect(again.cursor(1)).toBe(1_500)
  const frames = await readAll(again, 1_500)
  expect([...frames.keys()]).toEqual(Array.from({ length: 500 }, (_, n) => 1_500 + n))
  expect(frames.get(1_999)).toBe(bodyOf(1_999, 2_000).toString('latin1'))
  await again.close()
})

test('the lock of a worker that was killed is free', async () => {
  const path = join(folder, 'lock')
  const code = `const Database = require('libsql'); const d = new Database(process.argv[1]); d.exec('BEGIN EXCLUSIVE'); console.log('locked'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', code, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((done) => child.stdout.once('data', done))
  expect(await sqliteLock(path)).toBeUndefined()
  child.kill('SIGKILL')
  await new Promise((done) => child.once('exit', done))
  const release = await sqliteLock(path)
  expect(release).toBeTypeOf('function')
  release?.()
})

const mount = (place: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', place], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// Only root may mount; the disk in memory covers the same elsewhere.
test('a disk of 64 MB that runs full holds the worker up and loses nothing', async ({ skip }) => {
  const place = join(folder, 'small')
  await mkdir(place)
  if (!mount(place)) skip('mounting needs root')
  try {
    const journal = await openIn(place)
    let synced = 0
    const body = Buffer.alloc(100_000, 'x')
    for (let n = 0; n < 1_000; n++) journal.append([body], () => synced++)
    await journal.changed.until(() => journal.snapshot().diskFull)
    const before = synced
    expect(journal.full).toBe(true)
    expect(journal.failure).toBeUndefined()
    expect(before).toBeGreaterThan(400)
    while (synced < 1_000) {
      await journal.saveCursors(new Map([[1, journal.syncedBelow]]))
      const at = synced
      await journal.changed.until(() => synced > at || synced === 1_000)
    }
    expect(await journal.flush()).toBe(true)
    expect(journal.full).toBe(false)
    await journal.close()
    const again = await openIn(place)
    expect(again.report).toMatchObject({ missingFrames: 0, damagedSegments: 0 })
    expect(again.syncedBelow).toBe(1_000)
    await again.close()
  } finally {
    execFileSync('umount', [place])
  }
}, 60_000)
