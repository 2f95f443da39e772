import { kafkaFeed } from '../feeds/kafka.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment, Mode, SourceCell } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'

type SourceName = 'mqtt' | 'mqtt-qos-2' | 'kafka'

const sourceCells: Readonly<Record<SourceName, SourceCell>> = {
  mqtt: 'MQTT QoS 1',
  'mqtt-qos-2': 'MQTT QoS 2',
  kafka: 'Kafka',
}

export const killThreeSinks = (source: SourceName, mode: Mode): Experiment => ({
  name: `kill-${source}-${mode}`,
  invariant:
    'kill -9 at random moments loses nothing at any of three sinks, and keeps the order of each device',
  proves: cells(sourceCells[source], [mode], threeSinkCells),
  short: { messages: 10_000, faults: 2, limitS: 120 },
  // Mosquitto itself is slow with QoS 2: it looks for each packet identifier one by one.
  long: { messages: source === 'mqtt-qos-2' ? 100_000 : 200_000, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const { receivers } = await threeSinks(stage)
    const feed =
      source === 'kafka' ? await kafkaFeed(stage) : await mqttFeed(stage, { qos: source === 'mqtt' ? 1 : 2 })
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
