import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import { sqlReceiver } from '../receivers/sql.ts'

/** Kafka refuses records that are more than an hour ahead of its own clock. */
const SINKS = ['HTTP', 'Kafka, idempotent', 'SQL insert'] as const
const HOUR = 3_600_000
const BEYOND_2106 = Date.UTC(2106, 1, 8) - Date.UTC(2026, 0, 1)
const JUMPS = [HOUR, -HOUR, BEYOND_2106, 0]

export const clockJumps: Experiment = {
  name: 'clock-jumps',
  invariant:
    'a wall clock that jumps an hour to and fro, and beyond 2106, neither loses nor repeats anything',
  proves: cells('MQTT QoS 1', ['local'], SINKS),
  short: { messages: 5_000, perSecond: 700, faults: 1, limitS: 120 },
  long: { messages: 60_000, perSecond: 1_000, faults: 5, limitS: 600 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const receivers = [
      await httpReceiver(stage),
      await kafkaReceiver(stage),
      await sqlReceiver(stage, 'postgres', { keyed: false }),
    ]
    const nodeArguments = ['--require', resolve('test/fault/parts/clock-jump.cjs')]
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers, mode: 'local', nodeArguments })
    await flow.start()
    flow.publish(messages)
    const jumps = Array.from({ length: faults }, () => JUMPS).flat()
    for (const [k, offset] of jumps.entries()) {
      await flow.reached((k + stage.random()) / jumps.length)
      const words = `the clock is off by ${String(Math.round(offset / HOUR))} hours`
      await flow.fault(words, () => writeFile(join(stage.folder, 'clock-offset'), String(offset)))
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
