import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noFailpoint } from '../../../src/base/failpoint.ts'
import { applyReceipts, ReceiptBook } from '../../../src/delivery/journalled/receipt-book.ts'
import { decodeContent, encodeContent } from '../../../src/journal/content/frame-content.ts'
import { MemoryDisk } from '../../journal/memory-disk.ts'
import { open } from '../../journal/rig.ts'

const SOURCE = 'broker'

type Step = readonly ['take' | 'release', readonly number[]] | readonly ['renew'] | readonly ['segment']

const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  numbers.map((some): Step => ['take', some]),
  numbers.map((some): Step => ['release', some]),
  fc.constantFrom<Step>(['renew'], ['segment']),
)

test('what the journal says after a restart is what was open, in every order of steps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const disk = new MemoryDisk()
      const { journal } = await open(disk)
      const book = new ReceiptBook(journal, noFailpoint, new Map())
      const receipts = book.of(SOURCE)
      const model = new Set<number>()
      let safe = 0
      let releases = 0
      for (const [what, some = []] of steps) {
        if (what === 'take') {
          journal.append(encodeContent({ receipts: [book.take(SOURCE, some)] }))
          for (const one of some) model.add(one)
        } else if (what === 'release') {
          releases++
          receipts.release(some, () => safe++)
          for (const one of some) model.delete(one)
        } else if (what === 'renew') {
          receipts.renew()
          model.clear()
        } else journal.append(encodeContent({ receipts: book.all() }))
      }
      for (let one = 1; one <= 20; one++) expect(receipts.has(one)).toBe(model.has(one))
      await journal.flush()
      expect(safe).toBe(releases)
      await journal.close()
      const { frames, journal: second } = await open(disk)
      const found = new Map<string, Set<number>>()
      for (const body of frames.values())
        applyReceipts(found, decodeContent(Buffer.from(body, 'latin1'), () => undefined).receipts)
      expect([...(found.get(SOURCE) ?? [])].sort()).toEqual([...model].sort())
      await second.close()
    }),
    { numRuns: 100 },
  )
})
