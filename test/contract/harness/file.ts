import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileConnector } from '../../../src/connectors/file/index.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type SinkHarness } from '../harness.ts'

export const fileHarness: SinkHarness = {
  entry: fileConnector,
  ordered: true,
  network: false,
  start: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-contract-'))
    let count = 0
    return {
      port: 0,
      connection: () => ({ directory }),
      destination: async () => {
        const path = `day/${String(++count)}.ndjson`
        return {
          shape: targetOf({ connector: 'file', columns: contractColumns, constants: { path } }),
          read: async () => {
            const text = await readFile(join(directory, path), 'utf8').catch(() => '')
            return text
              .split('\n')
              .filter((line) => line !== '')
              .map(arrivedOf)
          },
        }
      },
      poison: [],
      stop: () => rm(directory, { recursive: true }),
    }
  },
}
