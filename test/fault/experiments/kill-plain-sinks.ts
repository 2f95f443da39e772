import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment, Mode } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { fileReceiver } from '../receivers/file.ts'
import { mqttReceiver } from '../receivers/mqtt.ts'
import { redisReceiver } from '../receivers/redis.ts'
import { sqlReceiver } from '../receivers/sql.ts'

export const killPlainSinks = (mode: Mode): Experiment => ({
  name: `kill-plain-sinks-${mode}`,
  invariant:
    'kill -9 at random moments loses nothing at an MQTT topic, in Redis, in a file or in a table without a key',
  proves: cells('MQTT QoS 1', [mode], ['MQTT, Redis, file', 'SQL insert']),
  short: { messages: 8_000, perSecond: 3_000, faults: 2, limitS: 120 },
  long: { messages: 200_000, perSecond: 3_000, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const feed = await mqttFeed(stage)
    const receivers = [
      await mqttReceiver(stage, feed.server.url),
      await redisReceiver(stage),
      await fileReceiver(stage),
      await sqlReceiver(stage, 'mariadb', { keyed: false }),
    ]
    const flow = new Flow(stage, { feed, receivers, mode })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.fault(`kill -9, ${String(k + 1)} of ${String(faults)}`, () => flow.kill())
    }
    return flow.finish()
  },
})
