import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'

export const exactlyOnce: Experiment = {
  name: 'exactly-once-kafka',
  invariant:
    'from Kafka to Kafka a reader of committed records sees each one once, whoever of worker and broker is killed',
  proves: cells('Kafka', ['upstream'], ['Kafka, exactly once']),
  short: { messages: 8_000, perSecond: 1_000, faults: 4, limitS: 200 },
  long: { messages: 100_000, perSecond: 1_000, faults: 16, limitS: 1_200 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const feed = await kafkaFeed(stage, { settings: { client: 'rdkafka', client_id: stage.own('worker') } })
    const server = await stage.servers.get('kafka')
    const receiver = await kafkaReceiver(stage, { exactlyOnceBeside: feed })
    const flow = new Flow(stage, { feed, receivers: [receiver], mode: 'upstream' })
    await flow.start()
    flow.publish(messages)
    const ways: readonly (readonly [words: string, work: () => Promise<void>])[] = [
      ['the worker is killed', () => flow.kill()],
      ['Kafka is restarted', () => server.restart()],
      ['the worker is killed again', () => flow.kill()],
      [
        'Kafka is killed',
        async () => {
          await server.kill()
          await server.start()
        },
      ],
    ]
    for (let k = 0; k < faults; k++) {
      await flow.reached(((k + stage.random()) / faults) * 0.9)
      const [words, work] = ways[k % ways.length]!
      await flow.fault(words, work)
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
