import { expect, test } from 'vitest'
import { openDurableState } from '../../../src/delivery/journalled/durable-state.ts'
import { VirtualClock } from '../../../src/testing/virtual-clock.ts'
import { parseJsonStrict } from '../../../src/types/json/parse.ts'
import type { ObjectValue } from '../../../src/types/value.ts'
import { MemoryDisk } from '../../journal/memory-disk.ts'
import { handProgram } from '../hand-program.ts'
import { garbage, reading, rig, type Rig } from '../rig.ts'

type Kept = Readonly<Record<string, unknown>>

const lettersOf = ({ letters }: Rig): readonly ObjectValue[] =>
  letters.letters.map((letter) => parseJsonStrict(Buffer.from(JSON.stringify(letter))) as ObjectValue)

const program = (durability: 'local' | 'upstream') =>
  handProgram([
    {
      name: 's',
      topics: ['a'],
      durability,
      rules: [
        { name: 'r', sinks: ['k', 'h'] },
        { name: 'q', sinks: ['k'] },
      ],
    },
  ])

const engineOf = async (durability: 'local' | 'upstream'): Promise<Rig> => {
  if (durability === 'upstream') return rig(program(durability))
  const clock = new VirtualClock()
  const durable = await openDurableState({
    folder: '/state/journal/0',
    fileSystem: new MemoryDisk(),
    clock,
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
  })
  return rig(program(durability), { durable })
}

const valuesAt = ({ server }: Rig, sink: string): readonly string[] =>
  server(sink).rows.map(({ rule, value }) => `${rule} ${value}`)

const redriven = async (one: Rig, letters: readonly ObjectValue[]) => {
  const result = one.engine.redrive(letters)
  await one.clock.advance(1_000)
  return result
}

test.each(['local', 'upstream'] as const)(
  'rows that were refused go into their lane again (%s)',
  async (durability) => {
    const one = await engineOf(durability)
    one.log('in').append(reading(1, 2))
    one.server('h').onWrite = () => ({
      kind: 'rejected',
      rows: [{ index: 0, slug: 'row-refused', message: 'not now' }],
    })
    await one.engine.start()
    expect(await one.clock.until(() => one.letters.letters.length === 1)).toBe(true)
    const again = await redriven(one, lettersOf(one))
    expect(again).toMatchObject([{ kind: 'redriven', id: one.letters.letters[0]!['id'] }])
    expect(await one.clock.until(() => one.letters.letters.length === 2)).toBe(true)
    const [first, second] = one.letters.letters as unknown as readonly [Kept, Kept]
    expect(second['id']).not.toBe(first['id'])
    expect(second).toMatchObject({ output_id: first['output_id'], fingerprint: first['fingerprint'] })
    one.server('h').onWrite = () => ({ kind: 'written' })
    expect(await redriven(one, lettersOf(one).slice(1))).toMatchObject([{ kind: 'redriven' }])
    expect(await one.clock.until(() => valuesAt(one, 'h').length === 1)).toBe(true)
    expect(valuesAt(one, 'h')).toEqual(['r {"id":1,"v":2}'])
    expect(valuesAt(one, 'k')).toEqual(['r {"id":1,"v":2}', 'q {"id":1,"v":2}'])
    expect(one.engine.snapshot().broken).toBeUndefined()
  },
)

test('a record goes through the rule that failed and no other, an undecodable one through all', async () => {
  const one = await engineOf('upstream')
  one.log('in').append(reading(1, -1))
  one.log('in').append(garbage('no json'))
  await one.engine.start()
  expect(await one.clock.until(() => one.letters.letters.length === 3)).toBe(true)
  const letters = lettersOf(one)
  const cured = letters.map((letter) =>
    'stream' in letter || letter['rule'] === 'r' ? { ...letter, payload: '{"id":9,"v":4}' } : letter,
  )
  expect((await redriven(one, cured)).map(({ kind }) => kind)).toEqual(['redriven', 'redriven', 'redriven'])
  expect(await one.clock.until(() => one.letters.letters.length === 4)).toBe(true)
  const good = '{"id":9,"v":4}'
  // Once for rule r alone, once for both.
  expect([...valuesAt(one, 'k')].sort()).toEqual([`q ${good}`, `r ${good}`, `r ${good}`])
  expect(one.letters.letters[3]).toMatchObject({ rule: 'q', position: { source: 'redrive' } })
  expect(new Set(one.letters.letters.map(({ id }) => id)).size).toBe(4)
  expect(one.engine.snapshot().broken).toBeUndefined()
})

test('what cannot go is left, with the reason', async () => {
  const one = await engineOf('upstream')
  await one.engine.start()
  const base = { id: 'x', slug: 'row-refused', row: { payload: '{}' }, rule: 'r' }
  const reasonOf = async (letter: ObjectValue): Promise<unknown> =>
    (await redriven(one, [letter])).map((result) => (result.kind === 'left' ? result.reason : result.kind))[0]
  expect(await reasonOf({ ...base, rule: 'gone' })).toBe('there is no rule gone')
  expect(await reasonOf({ ...base, sink: { connection: 'z', target: 0 } })).toBe(
    'the rule has no target z any more that the row could go to',
  )
  const sink = { connection: 'k', target: 0, options: {} }
  expect(await reasonOf({ ...base, sink, row: { payload: '{', cut: true } })).toMatch(/was cut/)
  expect(await reasonOf({ id: 'y', stream: 'gone', payload: '' })).toBe('there is no stream gone')
  expect(await reasonOf({ id: 'y', stream: 's' })).toBe('the letter has no payload')
  await one.engine.stop({ drainMs: 0 })
  await expect(one.engine.redrive([])).rejects.toThrow('the worker is stopping')
})
