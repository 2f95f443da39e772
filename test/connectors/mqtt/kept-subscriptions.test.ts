import { randomUUID } from 'node:crypto'
import { connectAsync } from 'mqtt'
import { expect, test } from 'vitest'
import { SourceMemories } from '../../../src/delivery/journalled/source-memories.ts'
import { need } from '../../servers/need.ts'
import { SourceRig, until } from './source-rig.ts'

/** Notes that outlive a worker, as a journal keeps them. */
const keptNotes = () => {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    readNote: (name: string) => Promise.resolve(kept.get(name)),
    writeNote: async (name: string, content: Uint8Array) => void kept.set(name, Buffer.from(content)),
  }
}

test('a filter that went while the worker was down is taken back from the kept session', async () => {
  const { url } = await need('mosquitto')
  const id = `kept-${randomUUID()}`
  const notes = keptNotes()
  const start = (...filters: string[]): SourceRig =>
    SourceRig.start(
      { url, client_id: id, session_expiry_s: 60 },
      [{ topics: filters.map((one) => `${id}/${one}/#`) }],
      { memory: new SourceMemories(notes).of('source') },
    )
  const publisher = await connectAsync(url)
  const publish = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await publisher.publishAsync(`${id}/${text}`, text, { qos: 1 })
  }
  const first = start('a', 'b')
  await until(() => first.isSubscribed)
  await publish('a/1', 'b/1')
  expect((await first.seen(2)).sort()).toEqual(['a/1', 'b/1'])
  first.commitAll()
  await first.stop()
  await publish('a/2')
  const second = start('a')
  await until(() => second.isSubscribed)
  // Noted when the broker has answered, after it has taken the filter back.
  await until(() => notes.kept.get('subscriptions')?.toString() === `{"source":["${id}/a/#"]}`)
  await publish('b/3', 'a/3')
  expect(await second.seen(2)).toEqual(['a/2', 'a/3'])
  second.commitAll()
  await second.stop()
  await publish('b/4', 'a/4')
  const third = start('a', 'c')
  await until(() => third.isSubscribed)
  await publish('c/5')
  expect(await third.seen(2)).toEqual(['a/4', 'c/5'])
  third.commitAll()
  await third.stop()
  await publisher.endAsync()
})
