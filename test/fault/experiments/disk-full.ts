import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { recordText } from '../parts/record.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver } from '../receivers/http.ts'

const execute = promisify(execFile)
const LONG_TEXT = 'long '.repeat(600)
const STANDSTILL_MS = 3_000
const FULL_MS = 120_000

/** Needs the right to mount. */
export const diskFull: Experiment = {
  name: 'disk-full',
  invariant:
    'a full disk below the journal is back-pressure: the worker goes on when there is room, killed meanwhile or not, and nothing is lost',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 30_000, limitS: 180 },
  long: { messages: 100_000, limitS: 600 },
  run: async (stage) => {
    const { messages } = stage.size
    const folder = join(stage.folder, 'small')
    await mkdir(folder)
    await execute('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder])
    stage.closing(() => execute('umount', ['-l', folder]))
    const inbox = await httpReceiver(stage)
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, {
      feed,
      receivers: [inbox],
      mode: 'local',
      state: { folder, journal_bytes_max: 1024 * 1024 * 1024 },
      body: (id) => recordText(id, { kind: LONG_TEXT }),
    })
    await flow.start()
    await inbox.inbox.stop()
    flow.publish(messages)
    const used = async (): Promise<number> => {
      const { stdout } = await execute('df', ['--output=avail', folder])
      return Number(stdout.split('\n')[1])
    }
    let last = -1
    let sinceMs = performance.now()
    const isStill = async (): Promise<boolean> => {
      const now = await used()
      if (now !== last) sinceMs = performance.now()
      last = now
      return feed.confirmed.size >= messages && performance.now() - sinceMs > STANDSTILL_MS
    }
    await waitUntil('the disk is full', isStill, FULL_MS, 200)
    stage.say(`${String(last)} KB are left on the disk`)
    stage.say('kill -9 on the full disk')
    await flow.kill()
    await flow.running()
    await flow.fault('the sink is back', () => inbox.inbox.start())
    return flow.finish()
  },
}
