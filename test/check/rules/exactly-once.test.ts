import { expect, test } from 'vitest'
import { checked } from '../../contract/engine-rig.ts'

const connections = {
  log: { type: 'kafka', brokers: ['a:1'], client: 'rdkafka' },
  plain: { type: 'kafka', brokers: ['a:1'] },
  web: { type: 'http', url: 'http://a' },
}

const EXACT = "guarantee = 'exactly once', dead_letters = 'dead'"
const stream = (more = '', from = 'log'): string =>
  `STREAM s (n INTEGER) FROM ${from} (topic = 'in') ${more};`
const rule = (into: string, more = '', name = 'r'): string =>
  `RULE ${name} AS SELECT n FROM s INTO ${into} ${more};`
const exact = (topic = 'out', on = 'log'): string => `${on} (topic = '${topic}', ${EXACT})`

test.each([
  [`${stream()} ${rule(exact())}`, undefined],
  [`${stream()} ${rule(`${exact('a')}, ${exact('b')}`)} ${rule(exact('c'), '', 'q')}`, undefined],
  [`${stream('ON INVALID STOP')} ${rule(exact(), 'ON ERROR DROP')}`, undefined],
  [`${stream()} ${rule(exact(), `ON ERROR INTO ${exact('failed')}`)}`, undefined],
  [
    `${stream()} ${rule("log (topic = 'out', guarantee = 'exactly once')")}`,
    'needs the option `dead_letters`',
  ],
  [`${stream('', 'plain')} ${rule(exact())}`, 'must be read from `log` too, and it is read from `plain`'],
  [`${stream('', 'plain')} ${rule(exact('out', 'plain'))}`, 'must say `client: rdkafka`'],
  [`${stream('DURABILITY none')} ${rule(exact())}`, 'has DURABILITY none'],
  [`${stream()} ${rule(`${exact()}, web (path = '/')`)}`, 'the rows for `web` are not in its transaction'],
  [`${stream()} ${rule(`${exact()}, log (topic = 'x')`)}`, 'the rows for `log` are not in its transaction'],
  [`${stream()} ${rule(exact())} ${rule("log (topic = 'x')", '', 'q')}`, 'the rows for `log` are not'],
  [`${stream("ON INVALID INTO web (path = '/')")} ${rule(exact())}`, 'the rows for `web` are not'],
  [`${stream()} ${rule(exact(), "ON ERROR INTO web (path = '/')")}`, 'the rows for `web` are not'],
  [
    `${stream()} ${rule(`${exact()}, log (topic = 'x', guarantee = 'exactly once', dead_letters = 'other')`)}`,
    'must name the same `dead_letters`',
  ],
  [
    `${stream()} ${rule(exact())} STREAM t (n INTEGER) FROM log (topic = 'more'); RULE q AS SELECT n FROM t INTO log (topic = 'x');`,
    'are read by one consumer group',
  ],
])('%s', (text, problem) => {
  const { errors } = checked(text, connections)
  if (problem === undefined) expect(errors).toEqual([])
  else {
    expect(errors[0]).toContain('exactly-once: ')
    expect(errors[0]).toContain(problem)
  }
})
