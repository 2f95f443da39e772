import { expect, test } from 'vitest'
import {
  CrashWatch,
  nextHistory,
  noCrashes,
  type CrashHistory,
} from '../../src/runtime/evaluation/crash-watch.ts'
import { recordBatch } from '../../src/stream/record-batch.ts'
import { reading } from './rig.ts'

const batch = recordBatch(
  { lane: 0, epoch: 1, first: 0 },
  Array.from({ length: 20 }, (_, id) => reading(id, id)),
)

/** A run that ends at record `deadly`, in slices of `size`; gives the history of the next one and what it refused. */
const run = (history: CrashHistory, size: number, deadly: number) => {
  let note = Buffer.alloc(0)
  const refused: number[] = []
  const watch = new CrashWatch(
    {
      write: (bytes) => {
        // In place, as the file is written: what was longer keeps its end.
        note = Buffer.concat([bytes, note.subarray(bytes.length)])
      },
    },
    history,
    () => undefined,
  )
  for (let from = 0; from < batch.count;) {
    const to = watch.isSingly ? from + 1 : Math.min(batch.count, from + size)
    const not = watch.begin(batch, from, to)
    refused.push(...(not ?? []))
    if (from <= deadly && deadly < to && not?.has(deadly) !== true) break
    watch.end()
    from = to
  }
  return { next: nextHistory(history, note), refused }
}

test.each([1, 3, 20])('a deadly record is found by its third crash, however slices are cut (%i)', (size) => {
  for (const deadly of [0, 7, 19]) {
    let history = noCrashes
    for (const wanted of [1, 2, 3]) {
      const { next } = run(history, size + (wanted === 2 ? 1 : 0), deadly)
      expect(next.crashes).toBe(wanted)
      history = next
    }
    expect(history.guilty.length).toBe(1)
    const { next, refused } = run(history, size, deadly)
    expect(refused).toEqual([deadly])
    expect(next).toMatchObject({ crashes: 0, suspects: [] })
  }
})

test('a run that ends otherwise takes all suspicion back', () => {
  const once = run(noCrashes, 5, 3).next
  expect(run(once, 5, 99).next).toEqual(noCrashes)
  expect(nextHistory(once, Buffer.alloc(0))).toEqual(noCrashes)
})
