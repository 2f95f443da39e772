import type { ConnectionOptions } from '../../../catalog/connector.ts'
import type { DoctorCheck } from '../check.ts'
import { probeConnection } from '../probe.ts'

/** Each server that rules use can be reached, and its limits lose no messages. */
export const connections: DoctorCheck = {
  name: 'connections',
  run: async ({ connections: options, loaded }) => {
    if (Array.isArray(options)) return []
    const all = Object.entries(options as Readonly<Record<string, ConnectionOptions>>)
    const found = await Promise.all(
      all.map(async ([name, one]) =>
        (await probeConnection(name, one, loaded)).map((finding) => ({
          ...finding,
          message: `${name}: ${finding.message}`,
        })),
      ),
    )
    return found.flat()
  },
}
