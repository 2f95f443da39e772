import * as z from 'zod'
import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'

const statusList = z.array(z.int().min(200).max(599))

/** A connection to an HTTP server, as it stands in sluice.yaml. */
export const httpConnection = z.strictObject({
  url: z.string().regex(/^https?:\/\/[^\s]+$/, 'expected http:// or https://'),
  headers: z.record(z.string(), z.string()).optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  bearer_token: z.string().optional(),
  connections: z.int().min(1).max(256).default(8),
  connect_timeout_ms: z.int().positive().default(5_000),
  response_timeout_ms: z.int().positive().default(30_000),
  /** Statuses that count otherwise than usual. */
  accept_status: statusList.optional(),
  retry_status: statusList.optional(),
  reject_status: statusList.optional(),
  ca_file: z.string().optional(),
  cert_file: z.string().optional(),
  key_file: z.string().optional(),
})

export type HttpConnection = z.infer<typeof httpConnection>

const countProblem = (value: Value): string | undefined =>
  typeof value === 'number' && value >= 1 && value <= 10_000 ? undefined : 'expected 1 to 10,000'

export const httpSinkOptions: readonly OptionSpec[] = [
  {
    name: 'path',
    prose: 'Path and query of the request, below the url of the connection.',
    per: 'row',
    kinds: ['STRING'],
  },
  {
    name: 'method',
    prose: 'Method of the request, POST unless said.',
    per: 'constant',
    kinds: ['STRING'],
    values: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  { name: 'headers', prose: 'Headers of the request, as an object of texts.', per: 'row', kinds: ['OBJECT'] },
  {
    name: 'content_type',
    prose: 'Content-Type, application/json unless said.',
    per: 'constant',
    kinds: ['STRING'],
  },
  {
    name: 'batch',
    prose: 'Rows in one request: none, a JSON array, or NDJSON. Rows of one batch share path and headers.',
    per: 'constant',
    kinds: ['STRING'],
    values: ['none', 'array', 'ndjson'],
  },
  {
    name: 'batch_rows',
    prose: 'Rows in one request at the most, 100 unless said.',
    per: 'constant',
    kinds: ['INTEGER'],
    check: countProblem,
  },
]
