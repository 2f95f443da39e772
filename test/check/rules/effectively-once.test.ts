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
  ["STREAM s (n INTEGER) FROM devices (topic = 'in');", 'no positions that stay'],
])('%s', (stream, problem) => {
  const { errors } = checked(`${stream} ${rule}`, connections)
  if (problem === undefined) expect(errors).toEqual([])
  else {
    expect(errors[0]).toContain('effectively-once: ')
    expect(errors[0]).toContain(problem)
  }
})
