import { errorWords } from '../../base/error-words.ts'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { ProbeFinding, ProbeUse } from '../../catalog/probe.ts'
import { targetShapeOf } from '../../codegen/shapes.ts'
import type { LoadedRules } from '../load-rules.ts'
import { systemClock } from '../system-clock.ts'

const TIMEOUT_MS = 5_000

const useOf = (name: string, { project }: LoadedRules, limitsOnly: boolean): ProbeUse => ({
  subscriptions: project.streams
    .filter(({ connection }) => connection === name)
    .map(({ name: stream, options, topics }) => ({ stream, options, topics })),
  targets: project.rules.flatMap((rule) =>
    rule.targets.flatMap(({ connection }, index) =>
      connection === name ? [targetShapeOf(rule, '', index)] : [],
    ),
  ),
  timeoutMs: TIMEOUT_MS,
  limitsOnly,
})

/** Looks at the server of a connection, as its connector does. */
export const probeConnection = async (
  name: string,
  options: ConnectionOptions,
  loaded: LoadedRules,
  limitsOnly = false,
): Promise<readonly ProbeFinding[]> => {
  const connector = loaded.settings?.connections.get(name)?.connector
  if (connector?.probe === undefined) return []
  try {
    return await connector.probe(name, options, useOf(name, loaded, limitsOnly), systemClock)
  } catch (error) {
    return [{ level: 'fail', message: errorWords(error) }]
  }
}
