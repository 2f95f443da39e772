import type { TableEntry } from '../../catalog/connector.ts'
import type { ChangeReader } from '../../stream/table.ts'
import type { KafkaConnection } from './options.ts'
import { TableReading } from './table-reading.ts'
import { topicNameProblem } from './topic-name.ts'

/** A compacted topic as rows: the last record of each key is its row, and one without a value deletes it. */
const kafkaTable = (options: KafkaConnection, topic: string): ChangeReader => ({
  kind: 'changes',
  read: (context) => new TableReading(options, topic, context).run(),
  close: async () => undefined,
})

/** Compacted topics whose records are JSON objects. */
export const kafkaTableEntry: TableEntry = {
  options: [
    {
      name: 'topic',
      prose:
        'The compacted topic. The value of a record is a JSON object with the columns, of which `FROM key()` may be one; a record without a value deletes the row of its key. Tables are read by kafkajs, without committing.',
      per: 'constant',
      kinds: ['STRING'],
      required: true,
      check: topicNameProblem,
    },
  ],
  create: (connection, { options }) =>
    kafkaTable(connection as KafkaConnection, typeof options['topic'] === 'string' ? options['topic'] : ''),
}
