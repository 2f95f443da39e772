import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'

const USAGE = 2
const WAIT_MS = 60_000

export const oneTransactionalId: Experiment = {
  name: 'one-transactional-id',
  invariant:
    'of two workers with one transactional id one is fenced and ends, and readers of committed records see each record once',
  proves: cells('Kafka', ['upstream'], ['Kafka, exactly once']),
  short: { messages: 8_000, perSecond: 1_000, faults: 1, limitS: 150 },
  long: { messages: 100_000, perSecond: 1_000, faults: 8, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const feed = await kafkaFeed(stage, { settings: { client: 'rdkafka', client_id: stage.own('worker') } })
    const receiver = await kafkaReceiver(stage, { exactlyOnceBeside: feed })
    const flow = new Flow(stage, { feed, receivers: [receiver], mode: 'upstream' })
    await flow.start()
    const twin = flow.another('twin', ['--state', 'state-of-the-twin'])
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached(((k + stage.random()) / faults) * 0.7)
      await flow.fault('a twin comes', async () => {
        twin.start()
        await waitUntil('one of the two ends', () => !twin.isAlive || !flow.worker.isAlive, WAIT_MS)
      })
      const fenced = twin.isAlive ? flow.worker : twin
      const code = await fenced.over()
      must(code === USAGE, `the fenced worker ended with ${String(code)}: ${fenced.log.slice(-500)}`)
      must(/another worker has/.test(fenced.log), 'the fenced worker did not say why')
      stage.say(`${fenced === twin ? 'the twin' : 'the older one'} has ended`)
      if (fenced === twin) continue
      await twin.end('SIGTERM')
      flow.worker.start()
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
