import { errorWords } from '../../../base/error-words.ts'
import type { ConnectionOptions } from '../../../catalog/connector.ts'
import type { ProbeFinding, ProbeUse } from '../../../catalog/probe.ts'
import { targetShapeOf } from '../../../codegen/shapes.ts'
import { systemClock } from '../../system-clock.ts'
import type { DoctorCheck, Examined } from '../check.ts'

const TIMEOUT_MS = 5_000

const useOf = (name: string, { loaded }: Examined): ProbeUse => {
  const { rules, streams } = loaded.project
  return {
    subscriptions: streams
      .filter(({ connection }) => connection === name)
      .map(({ name: stream, options, topics }) => ({ stream, options, topics })),
    targets: rules.flatMap((rule) =>
      rule.targets.flatMap(({ connection }, index) =>
        connection === name ? [targetShapeOf(rule, '', index)] : [],
      ),
    ),
    timeoutMs: TIMEOUT_MS,
  }
}

const probe = async (
  name: string,
  options: ConnectionOptions,
  examined: Examined,
): Promise<readonly ProbeFinding[]> => {
  const connector = examined.loaded.settings?.connections.get(name)?.connector
  if (connector?.probe === undefined) return []
  try {
    return await connector.probe(name, options, useOf(name, examined), systemClock)
  } catch (error) {
    return [{ level: 'fail', message: errorWords(error) }]
  }
}

/** Each server that rules use can be reached, and its limits lose no messages. */
export const connections: DoctorCheck = {
  name: 'connections',
  run: async (examined) => {
    if (Array.isArray(examined.connections)) return []
    const all = Object.entries(examined.connections as Readonly<Record<string, ConnectionOptions>>)
    const found = await Promise.all(
      all.map(async ([name, options]) =>
        (await probe(name, options, examined)).map((one) => ({ ...one, message: `${name}: ${one.message}` })),
      ),
    )
    return found.flat()
  },
}
