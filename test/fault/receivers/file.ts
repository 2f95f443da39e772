import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stage } from '../harness/stage.ts'
import { Arrivals } from '../parts/arrivals.ts'
import { idIn } from '../parts/record.ts'
import type { Receiver } from './receiver.ts'

/** A file of lines in the experiment's folder; a line that a crash has cut in two does not count. */
export const fileReceiver = async (stage: Stage): Promise<Receiver> => {
  const lines = async (): Promise<readonly string[]> => {
    const text = await readFile(join(stage.folder, 'rows.ndjson'), 'utf8').catch(() => '')
    return text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'))
  }
  return {
    cell: 'MQTT, Redis, file',
    connection: 'out',
    options: { type: 'file', directory: stage.folder },
    target: "out (path = 'rows.ndjson')",
    count: async () => (await lines()).length,
    arrivals: async () => {
      const arrivals = new Arrivals()
      for (const line of await lines()) arrivals.add(idIn(line))
      return arrivals
    },
  }
}
