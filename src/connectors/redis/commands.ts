import type { OptionProblem } from '../../catalog/connector.ts'

/** What the options of a target make of a row. */
export interface CommandShape {
  readonly needs: readonly OptionName[]
  readonly takes: readonly OptionName[]
}

export type OptionName = 'key' | 'field' | 'score' | 'ttl' | 'max_length'

const shape = (needs: readonly OptionName[], ...takes: readonly OptionName[]): CommandShape => ({
  needs,
  takes: [...needs, ...takes],
})

/** Commands that the options describe. */
const shapes: ReadonlyMap<string, CommandShape> = new Map([
  ['SET', shape(['key'], 'ttl')],
  ['HSET', shape(['key'], 'field', 'ttl')],
  ['LPUSH', shape(['key'], 'ttl', 'max_length')],
  ['RPUSH', shape(['key'], 'ttl', 'max_length')],
  ['SADD', shape(['key'], 'ttl')],
  ['ZADD', shape(['key', 'score'], 'ttl')],
  ['XADD', shape(['key'], 'ttl', 'max_length')],
  ['PUBLISH', shape(['key'])],
  ['DEL', shape(['key'])],
  ['EXPIRE', shape(['key', 'ttl'])],
])

/** Commands that write, and that only `args` describes. */
const others = [
  'APPEND',
  'DECR',
  'DECRBY',
  'EXPIREAT',
  'GEOADD',
  'HDEL',
  'HINCRBY',
  'HINCRBYFLOAT',
  'HMSET',
  'HSETNX',
  'INCR',
  'INCRBY',
  'INCRBYFLOAT',
  'LPUSHX',
  'LREM',
  'LSET',
  'LTRIM',
  'MSET',
  'PERSIST',
  'PEXPIRE',
  'PFADD',
  'PSETEX',
  'RPUSHX',
  'SETEX',
  'SETNX',
  'SPUBLISH',
  'SREM',
  'UNLINK',
  'XTRIM',
  'ZINCRBY',
  'ZREM',
]

/** Nothing that reads, waits, runs scripts, or touches the server itself. */
export const commandNames: readonly string[] = [...shapes.keys(), ...others]

/** Options that belong to no command. */
const free: ReadonlySet<string> = new Set(['command', 'value'])

const withArgs = (given: readonly string[]): readonly OptionProblem[] =>
  given
    .filter((name) => name !== 'args')
    .map((name) => ({
      slug: 'unknown-option',
      message: `\`args\` are all arguments: \`${name}\` has no place`,
    }))

/** What stands against these options of a target together. */
export const optionProblems = (command: string, options: readonly string[]): readonly OptionProblem[] => {
  const given = options.filter((name) => !free.has(name))
  if (given.includes('args')) return withArgs([...given, ...(options.includes('value') ? ['value'] : [])])
  const known = shapes.get(command)
  if (known === undefined)
    return [
      { slug: 'missing-option', message: `${command} needs the option \`args\`, its arguments in order` },
    ]
  const missing = known.needs.filter((name) => !given.includes(name))
  const excess = given.filter((name) => !known.takes.includes(name as OptionName))
  return [
    ...missing.map((name) => ({
      slug: 'missing-option' as const,
      message: `${command} needs the option \`${name}\``,
    })),
    ...excess.map((name) => ({
      slug: 'unknown-option' as const,
      message: `${command} has no option \`${name}\``,
    })),
  ]
}
