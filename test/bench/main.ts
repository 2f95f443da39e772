import { benchCompile } from './compile.ts'
import { benchEval } from './eval.ts'
import { benchJournal } from './journal.ts'
import { benchKafkaHeaders } from './kafka-headers.ts'
import { benchLocalCost } from './local-cost.ts'
import { benchMqttKafka } from './mqtt-kafka.ts'
import { benchMqttSource } from './mqtt-source.ts'

interface Benchmark {
  /** What it measures, in a line. */
  readonly about: string
  readonly run: () => Promise<void>
}

const benchmarks: Readonly<Record<string, Benchmark>> = {
  compile: { about: 'check of 5,000 rules and of large files, with and without mistakes', run: benchCompile },
  eval: { about: 'a rule against JavaScript written by hand', run: benchEval },
  journal: { about: 'the journal against a bare loop of write and fdatasync', run: benchJournal },
  'kafka-headers': { about: 'what headers cost in the Kafka client', run: benchKafkaHeaders },
  'local-cost': {
    about: 'throughput from MQTT to Kafka with the journal and without it',
    run: benchLocalCost,
  },
  'mqtt-kafka': { about: 'a worker against one written by hand, from MQTT to Kafka', run: benchMqttKafka },
  'mqtt-source': { about: 'the MQTT source against a bare subscriber', run: benchMqttSource },
}

const list = Object.entries(benchmarks).map(([name, { about }]) => `${name.padEnd(15)}${about}`)
const HELP = `  npm run bench eval

Measures ratios against a limit in the same run; test/bench/RESULTS.md keeps what was learned.

  npm run bench [NAME…]

NAME…          benchmarks to run; all unless named, which takes half an hour
${list.join('\n')}
`

const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name))
if (names.includes('--help') || names.includes('-h')) process.stdout.write(HELP)
else if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(', ')}\n\n${HELP}`)
  process.exitCode = 2
} else for (const name of names.length === 0 ? Object.keys(benchmarks) : names) await benchmarks[name]?.run()
