import { expect, test } from 'vitest'
import { checked } from '../../contract/engine-rig.ts'

const connections = {
  log: { type: 'kafka', brokers: ['a:1'] },
  devices: { type: 'mqtt', url: 'mqtt://a' },
  base: { type: 'postgres', url: 'postgres://a/b' },
}
const rule = "RULE r AS SELECT n FROM s INTO base (table = 't', guarantee = 'effectively once');"

test.each([
  ["STREAM s (n INTEGER) FROM log (topic = 'in');", undefined],
  ["STREAM s (n INTEGER) FROM log (topic = 'in') DURABILITY none;", 'has DURABILITY none'],
  ["STREAM s (n INTEGER) FROM log (topic = 'in') DURABILITY local;", undefined],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 2);", undefined],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 2) DURABILITY upstream;", 'only `local` fits'],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 1);", 'more than once'],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 0);", 'has DURABILITY none'],
])('%s', (stream, problem) => {
  const { errors } = checked(`${stream} ${rule}`, connections)
  if (problem === undefined) expect(errors).toEqual([])
  else {
    expect(errors[0]).toContain('effectively-once: ')
    expect(errors[0]).toContain(problem)
  }
})

test.each([
  ["STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 2);", "topic = 't'", undefined],
  [
    "STREAM s (n INTEGER) FROM devices (topic = 'in', qos = 2);",
    "topic = 't' || CAST(n AS STRING)",
    'the same for all rows',
  ],
  ["STREAM s (n INTEGER) FROM devices (topic = 'in');", "topic = 't'", 'more than once'],
  [
    "STREAM s (n INTEGER) FROM log (topic = 'in') DURABILITY local;",
    "topic = 't'",
    "guarantee = 'exactly once'",
  ],
])('%s to Kafka with %s', (stream, topic, problem) => {
  const to = `RULE r AS SELECT n FROM s INTO log (${topic}, guarantee = 'effectively once');`
  const { errors } = checked(`${stream} ${to}`, connections)
  if (problem === undefined) expect(errors).toEqual([])
  else expect(errors[0]).toContain(problem)
})
