import * as z from 'zod'
import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'
import { tlsSettings } from '../tls-settings.ts'
import { commandNames } from './commands.ts'

const urlProblem = (text: string): string | undefined => {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) return 'expected redis://host or rediss://host'
  const url = new URL(text)
  if (url.hostname === '') return 'the url names no host'
  if (!/^(\/\d{0,4})?$/.test(url.pathname)) return 'the path of the url is the number of the database'
  return url.search !== '' || url.hash !== '' ? 'expected a url without ? and #' : undefined
}

/** A connection to Redis, as it stands in sluice.yaml. */
export const redisConnection = z.strictObject({
  url: z
    .string()
    .check((context) => {
      const message = urlProblem(context.value)
      if (message !== undefined) context.issues.push({ code: 'custom', input: context.value, message })
    })
    .meta({ description: 'redis://host:port/database, or rediss:// for TLS.' }),
  username: z.string().min(1).meta({ description: 'User of the ACL; `default` unless said.' }).optional(),
  password: z
    .string()
    .min(1)
    .meta({ description: 'Password of that user, best by reference: ${file:/run/secrets/redis}.' })
    .optional(),
  database: z
    .int()
    .min(0)
    .max(9_999)
    .meta({ description: 'Number of the database, 0 unless said.' })
    .optional(),
  connect_timeout_ms: z.int().positive().default(5_000).meta({ description: 'Time for the connection.' }),
  command_timeout_ms: z
    .int()
    .positive()
    .default(30_000)
    .meta({ description: 'Time for the answers to one batch of commands.' }),
  tls: tlsSettings.meta({ description: 'TLS with verification; {} for the usual certificates.' }).optional(),
})

export type RedisConnection = z.infer<typeof redisConnection>

const lengthProblem = (value: Value): string | undefined =>
  typeof value === 'number' && value >= 1 ? undefined : 'expected 1 or more'

const ttlProblem = (value: Value): string | undefined =>
  typeof value === 'number' && value >= 1 ? undefined : 'expected a time of 1 ms or more'

export const redisSinkOptions: readonly OptionSpec[] = [
  {
    name: 'command',
    prose: 'Command that each row makes.',
    per: 'constant',
    kinds: ['STRING'],
    required: true,
    values: commandNames,
  },
  {
    name: 'key',
    prose: 'Key that is written; the channel of PUBLISH.',
    per: 'row',
    kinds: ['STRING', 'INTEGER', 'BYTES'],
  },
  {
    name: 'field',
    prose: 'Field of HSET that takes the row; unless said, each column is a field, and NULL is left out.',
    per: 'row',
    kinds: ['STRING', 'INTEGER'],
  },
  {
    name: 'score',
    prose: 'Score of ZADD.',
    per: 'row',
    kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'],
  },
  {
    name: 'ttl',
    prose: 'Time after which the key is gone, from this row on.',
    per: 'row',
    kinds: ['DURATION'],
    check: ttlProblem,
  },
  {
    name: 'max_length',
    prose: 'Elements that LPUSH and RPUSH keep, and entries that XADD keeps, about.',
    per: 'constant',
    kinds: ['INTEGER'],
    check: lengthProblem,
  },
  {
    name: 'args',
    prose:
      'All arguments of the command, in order, in place of the other options: text, numbers, BYTES raw, all else as JSON.',
    per: 'row',
    kinds: ['ARRAY'],
  },
]
