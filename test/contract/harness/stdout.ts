import { Writable } from 'node:stream'
import { createStdoutConnector } from '../../../src/connectors/stdout/index.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type SinkHarness } from '../harness.ts'

let written = ''

/** A slow reader: it takes a few bytes at a time. */
const output = new Writable({
  highWaterMark: 64,
  write: (chunk: Buffer, _, done) => {
    written += chunk.toString('utf8')
    setImmediate(done)
  },
})

export const stdoutHarness: SinkHarness = {
  entry: createStdoutConnector(() => output),
  ordered: true,
  network: false,
  start: async () => ({
    port: 0,
    connection: () => ({}),
    destination: async () => {
      const from = written.length
      return {
        shape: targetOf({ connector: 'stdout', columns: contractColumns }),
        read: async () =>
          written
            .slice(from)
            .split('\n')
            .filter((line) => line !== '')
            .map(arrivedOf),
      }
    },
    poison: [],
    stop: async () => {},
  }),
}
