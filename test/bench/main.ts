import { benchCompile } from './compile.ts'
import { benchEval } from './eval.ts'
import { benchJournal } from './journal.ts'
import { benchKafkaHeaders } from './kafka-headers.ts'
import { benchLocalCost } from './local-cost.ts'
import { benchMqttKafka } from './mqtt-kafka.ts'
import { benchMqttSource } from './mqtt-source.ts'

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  compile: benchCompile,
  eval: benchEval,
  journal: benchJournal,
  'kafka-headers': benchKafkaHeaders,
  'local-cost': benchLocalCost,
  'mqtt-kafka': benchMqttKafka,
  'mqtt-source': benchMqttSource,
}

const names = process.argv.slice(2)
for (const name of names.length === 0 ? Object.keys(benchmarks) : names) {
  const run = benchmarks[name]
  if (run === undefined) {
    process.stderr.write(`there is no benchmark ${name}; there are ${Object.keys(benchmarks).join(', ')}\n`)
    process.exitCode = 2
  } else await run()
}
