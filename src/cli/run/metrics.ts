import { errorWords } from '../../base/error-words.ts'
import type { Project } from '../../project/project.ts'
import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'
import type { Log } from '../../stream/log.ts'
import type { MetricsServer } from '../metrics/metrics-server.ts'
import { version } from '../version.ts'

const LOOPBACK = '127.0.0.1'

/** Opens the port for Prometheus where one is asked for; 'taken' where it cannot be had. */
export const startMetrics = async (
  snapshot: () => EngineSnapshot,
  settings: Project['metrics'],
  given: number | undefined,
  log: Log,
): Promise<MetricsServer | 'taken' | undefined> => {
  const port = given ?? settings?.port
  if (port === undefined) return undefined
  const address = { host: settings?.host ?? LOOPBACK, port }
  try {
    const { openMetrics } = await import('../metrics/metrics-server.ts')
    const server = await openMetrics(snapshot, version, address)
    log.info(`metrics at ${server.url}/metrics`)
    return server
  } catch (error) {
    const words = errorWords(error)
    log.error(`the port for metrics cannot be opened: ${words}`)
    return 'taken'
  }
}
