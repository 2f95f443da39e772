import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { recordText } from '../parts/record.ts'
import { httpReceiver } from '../receivers/http.ts'

const isPoison = (id: number): boolean => id % 100 === 50

/** Bytes that are no record, of several kinds. */
const poison = (id: number): string | Buffer => {
  const kinds = [
    '{"id":',
    Buffer.from([0xff, 0xfe, 0]),
    '',
    recordText(id, { n: 'none' }),
    `{"id":"${String(id)}"}`,
    '['.repeat(10_000),
  ]
  return kinds[Math.floor(id / 100) % kinds.length]!
}

export const poisonRecords: Experiment = {
  name: 'poison-records',
  invariant: 'one record in a hundred that cannot be read ends in the dead letters, and holds no other up',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 6_000, faults: 1, limitS: 120 },
  long: { messages: 200_000, faults: 5, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const body = (id: number): string | Buffer => (isPoison(id) ? poison(id) : recordText(id))
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers: [inbox],
      mode: 'local',
      body,
      share: 0.99,
    })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults / 1.1)
      await flow.fault('kill -9', () => flow.kill())
    }
    const bad = new Set(Array.from({ length: messages }, (_, id) => id).filter(isPoison))
    const figures = await flow.finish({ excused: () => bad, deadLettersMax: Infinity })
    // A crash may write some a second time.
    must(
      figures.deadLetters >= bad.size,
      `${String(figures.deadLetters)} dead letters for ${String(bad.size)} poisoned records`,
    )
    return figures
  },
}
