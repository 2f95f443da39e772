import type { ServerName } from '../../servers/server-kind.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

export const allDownAtStart: Experiment = {
  name: 'all-down-at-start',
  invariant: 'a worker that starts while every server is down waits for them, in whatever order they come',
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 3_000, limitS: 150 },
  long: { messages: 20_000, limitS: 300 },
  run: async (stage) => {
    const { messages } = stage.size
    const { inbox, receivers } = await threeSinks(stage)
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers, mode: 'local' })
    await flow.prepare()
    const names: readonly ServerName[] = ['kafka', 'postgres']
    const servers = [feed.server, ...(await Promise.all(names.map((name) => stage.servers.get(name))))]
    const ways = [
      { name: 'http', start: () => inbox.inbox.start() },
      ...servers.map((server) => ({ name: server.name, start: () => server.start() })),
    ]
    await Promise.all([inbox.inbox.stop(), ...servers.map((server) => server.kill())])
    flow.worker.start()
    await flow.running()
    while (ways.length > 0) {
      const [way] = ways.splice(Math.floor(stage.random() * ways.length), 1)
      await sleep(500 + stage.random() * 1_500)
      stage.say(`${way!.name} is up`)
      await way!.start()
    }
    await flow.probed()
    flow.publish(messages)
    return flow.finish()
  },
}
