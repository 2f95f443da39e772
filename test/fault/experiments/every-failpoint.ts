import { failpointNames } from '../../../src/base/failpoint.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { recordText } from '../parts/record.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'

/** Every tenth record is one that no stream takes, so that there are dead letters at any time. */
const isBad = (id: number): boolean => id % 10 === 3
const bodyOf = (id: number): string => recordText(id, isBad(id) ? { n: 'none' } : {})

export const everyFailpoint: Experiment = {
  name: 'every-failpoint',
  invariant: 'a process that ends at any of the named places loses no record and no dead letter',
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 6_000, faults: 1, limitS: 180 },
  long: { messages: 60_000, faults: 5, limitS: 1_800 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const { receivers } = await threeSinks(stage)
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers,
      mode: 'local',
      body: bodyOf,
      share: 0.9,
    })
    await flow.start()
    await flow.worker.end('SIGKILL')
    const names = Array.from({ length: faults }, () => failpointNames).flat()
    for (const name of names) {
      const times = Math.ceil(stage.random() * (name.includes('rename') ? 1 : 5))
      flow.worker.environment = { SLUICE_FAILPOINT: `${name}:${String(times)}` }
      stage.say(`ends at ${name}, the ${String(times)}. time`)
      flow.publish(Math.ceil(messages / names.length))
      flow.worker.start()
      const by = await Promise.race([
        flow.worker.over(),
        new Promise((done) => setTimeout(done, 10_000, 'no end')),
      ])
      // A place that is not passed, since no segment is full yet, is no failure.
      if (by === 'no end') await flow.worker.end('SIGKILL')
      else must(by === 'SIGKILL', `at ${name} the worker ended with ${String(by)}`)
    }
    flow.worker.environment = {}
    await flow.fault('the worker runs on', async () => flow.worker.start())
    const letters = (): ReadonlySet<number> =>
      new Set(flow.deadLetters.map((line) => Number(/\\"id\\":\\"(\d+)/.exec(line)?.[1])))
    return flow.finish({ excused: letters, deadLettersMax: Infinity })
  },
}
