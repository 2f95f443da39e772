import type { Stage } from '../harness/stage.ts'
import { HttpInbox } from '../parts/http-inbox.ts'
import type { Receiver } from './receiver.ts'

export interface HttpReceiver extends Receiver {
  readonly inbox: HttpInbox
}

/** A server that takes batches of NDJSON, or one row a request. */
export const httpReceiver = async (
  stage: Stage,
  options: { readonly batchRows?: number; readonly settings?: Readonly<Record<string, unknown>> } = {},
): Promise<HttpReceiver> => {
  const inbox = new HttpInbox()
  await inbox.start()
  stage.closing(() => inbox.stop())
  const { batchRows = 500, settings = {} } = options
  const batch = batchRows > 1 ? `, batch = 'ndjson', batch_rows = ${String(batchRows)}` : ', key = device'
  return {
    cell: 'HTTP',
    connection: 'inbox',
    options: { type: 'http', url: `http://127.0.0.1:${String(inbox.port)}`, ...settings },
    target: `inbox (path = '/in'${batch})`,
    count: async () => inbox.arrivals.rows,
    arrivals: async () => inbox.arrivals,
    inbox,
  }
}
