import { createReadStream } from 'node:fs'
import type { TableInput, SnapshotReader } from '../../stream/table.ts'
import { errorMessage } from '../error-message.ts'
import { readRows, type RowText } from '../rows/read-rows.ts'

/** A file that is read from its beginning to its end each time. */
export const fileTable = (path: string, text: RowText): SnapshotReader => ({
  kind: 'snapshot',
  rows: async function* (signal): AsyncIterable<readonly TableInput[]> {
    const chunks = createReadStream(path, { signal })
    try {
      yield* readRows(chunks as AsyncIterable<Uint8Array>, text)
    } catch (error) {
      throw new Error(`${path}: ${errorMessage(error)}`)
    } finally {
      chunks.destroy()
    }
  },
  close: async () => undefined,
})
