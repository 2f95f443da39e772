import * as z from 'zod'
import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'
import { headerProblem } from './headers.ts'

const statusList = z.array(z.int().min(200).max(599))

const urlProblem = (text: string): string | undefined => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return 'expected http:// or https://'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return 'username and password stand beside the url'
  return url.search !== '' || url.hash !== '' ? 'expected a url without ? and #' : undefined
}

const headers = z.record(z.string(), z.string()).check((context) => {
  for (const [name, value] of Object.entries(context.value)) {
    const message = headerProblem(name, value)
    if (message !== undefined) context.issues.push({ code: 'custom', input: value, path: [name], message })
  }
})

/** A connection to an HTTP server, as it stands in sluice.yaml. */
export const httpConnection = z.strictObject({
  url: z
    .string()
    .check((context) => {
      const message = urlProblem(context.value)
      if (message !== undefined) context.issues.push({ code: 'custom', input: context.value, message })
    })
    .meta({ description: 'Server and base path; the paths of rows stay below it.' }),
  headers: headers.meta({ description: 'Headers of every request.' }).optional(),
  username: z
    .string()
    .regex(/^[^:]*$/, 'expected a name without a colon')
    .optional()
    .describe('User of basic authentication.'),
  password: z
    .string()
    .optional()
    .describe('Password of that user, best by reference: ${file:/run/secrets/http}.'),
  bearer_token: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected printable characters without spaces')
    .optional()
    .describe('Token that stands behind Bearer, best by reference.'),
  connections: z.int().min(1).max(256).default(8).meta({ description: 'Requests at once.' }),
  connect_timeout_ms: z.int().positive().default(5_000).describe('Time for the connection.'),
  response_timeout_ms: z
    .int()
    .positive()
    .default(30_000)
    .meta({ description: 'Time for one request and the whole of its answer.' }),
  accept_status: statusList.meta({ description: 'Statuses that mean success, beside 2xx.' }).optional(),
  retry_status: statusList
    .meta({ description: 'Statuses that mean try again, beside 408, 421, 425, 429 and 5xx.' })
    .optional(),
  reject_status: statusList
    .meta({ description: 'Statuses that mean that the row is wrong, beside 4xx but 401, 403, 407.' })
    .optional(),
  ca_file: z.string().optional().describe('Certificates to trust, PEM, in place of the usual ones.'),
  cert_file: z.string().optional().describe('Our certificate, PEM.'),
  key_file: z.string().optional().describe('Key of our certificate, PEM.'),
})

export type HttpConnection = z.infer<typeof httpConnection>

const countProblem = (value: Value): string | undefined =>
  typeof value === 'number' && value >= 1 && value <= 10_000 ? undefined : 'expected 1 to 10,000'

const contentTypeProblem = (value: Value): string | undefined =>
  typeof value === 'string' && headerProblem('accept', value) === undefined
    ? undefined
    : 'expected a media type'

export const httpSinkOptions: readonly OptionSpec[] = [
  {
    name: 'path',
    prose: 'Path and query of the request, below the url of the connection.',
    per: 'row',
    kinds: ['STRING'],
  },
  {
    name: 'key',
    prose:
      'Rows of equal key are sent one after the other, others at the same time; unless said, all rows of a path are. Without batches only.',
    per: 'row',
    kinds: ['STRING', 'INTEGER'],
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
    check: contentTypeProblem,
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
