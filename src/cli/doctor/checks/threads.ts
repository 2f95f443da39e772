import { durabilityOf } from '../../../plan/durability.ts'
import type { DoctorCheck } from '../check.ts'

const DEFAULT = 4
const BASE = 8
const PER_KAFKA = 2

/** A client that blocks threads (Kafka by rdkafka) must not keep the journal's syncs waiting. */
export const threads: DoctorCheck = {
  name: 'threads',
  run: async ({ connections, loaded, terminal }) => {
    const names = Array.isArray(connections) ? [] : Object.keys(connections)
    const kafka = names.filter(
      (name) => loaded.settings?.connections.get(name)?.connector.name === 'kafka',
    ).length
    const isLocal = loaded.project.streams.some((stream) => durabilityOf(stream) === 'local')
    const wanted = kafka > 0 || isLocal ? BASE + PER_KAFKA * kafka : DEFAULT
    const size = Number(terminal.environment['UV_THREADPOOL_SIZE'] ?? DEFAULT)
    const message = `UV_THREADPOOL_SIZE is ${String(size)}`
    if (size >= wanted) return [{ level: 'ok', message }]
    const help = `start the worker with UV_THREADPOOL_SIZE=${String(wanted)}`
    return [{ level: 'warn', message: `${message}: servers that are slow may hold up the journal`, help }]
  },
}
