import { expect, test } from 'vitest'
import { checked } from '../../contract/engine-rig.ts'

const connections = {
  log: { type: 'kafka', brokers: ['a:1'] },
  devices: { type: 'mqtt', url: 'mqtt://a' },
  ops: { type: 'http', url: 'http://a' },
}

test.each([
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 1);", 'drop', undefined],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 1);", 'dead letter', undefined],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 1) DURABILITY upstream;", 'block', undefined],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 0);", 'drop', 'DURABILITY none'],
  ["STREAM s (n INTEGER) FROM log (topic = 'in');", 'dead letter', 'DURABILITY upstream'],
])('%s %s', (stream, policy, problem) => {
  const rule = `RULE r AS SELECT n FROM s INTO ops (path = '/a', on_full = '${policy}');`
  const { errors } = checked(`${stream} ${rule}`, connections)
  if (problem === undefined) expect(errors).toEqual([])
  else {
    expect(errors[0]).toContain('on-full: ')
    expect(errors[0]).toContain(problem)
  }
})
