import { expect, test } from 'vitest'
import { redisConnector } from '../../../src/connectors/redis/index.ts'

const problems = (command: string, ...given: string[]): readonly string[] =>
  redisConnector.sink
    ?.checkOptions?.(['command', ...given], { command })
    .map(({ slug, message }) => `${slug}: ${message}`) ?? []

test('options that a command has and needs', () => {
  expect(problems('SET', 'key', 'ttl', 'value')).toEqual([])
  expect(problems('SET', 'ttl')).toEqual(['missing-option: SET needs the option `key`'])
  expect(problems('SET', 'key', 'score')).toEqual(['unknown-option: SET has no option `score`'])
  expect(problems('ZADD', 'key')).toEqual(['missing-option: ZADD needs the option `score`'])
  expect(problems('INCRBY', 'key')).toEqual([
    'missing-option: INCRBY needs the option `args`, its arguments in order',
  ])
  expect(problems('HSET', 'args')).toEqual([])
  expect(problems('HSET', 'args', 'key')).toEqual([
    'unknown-option: `args` are all arguments: `key` has no place',
  ])
})

test.each([
  ['redis://cache', true],
  ['rediss://cache:6380/3', true],
  ['redis://cache/name', false],
  ['redis://', false],
  ['redis://cache?db=1', false],
  ['http://cache', false],
])('%s is an address: %s', (url, isFine) => {
  expect(redisConnector.connection.safeParse({ url }).success).toBe(isFine)
})
