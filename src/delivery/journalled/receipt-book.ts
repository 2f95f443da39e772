import type { Failpoint } from '../../base/failpoint.ts'
import { encodeContent, type ReceiptChange } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Receipts } from '../../stream/receipts.ts'

/**
 * The receipts of all sources, as the journal knows them behind its last frame. What was taken goes into the frame of
 * its rows, what is released into one of its own; each segment begins with all that are still open.
 */
export class ReceiptBook {
  private readonly journal: Journal
  private readonly failpoint: Failpoint
  private readonly taken = new Map<string, Set<number>>()

  /** `restored` is what an earlier run has left. */
  constructor(journal: Journal, failpoint: Failpoint, restored: ReadonlyMap<string, ReadonlySet<number>>) {
    this.journal = journal
    this.failpoint = failpoint
    for (const [source, receipts] of restored) this.taken.set(source, new Set(receipts))
  }

  of(source: string): Receipts {
    const { journal } = this
    const own = this.ownOf(source)
    return {
      has: (receipt) => own.has(receipt),
      renew: () => {
        if (own.size === 0) return
        own.clear()
        journal.append(encodeContent({ receipts: [{ source, change: 'all', numbers: [] }] }))
      },
      release: (receipts, safe) => this.release(source, receipts, safe),
      settled: (done) => {
        void journal.flush().then((isSafe) => {
          if (isSafe) done()
        })
      },
    }
  }

  /** Notes them as taken; gives what the frame of their rows must say. */
  take(source: string, numbers: readonly number[]): ReceiptChange {
    const own = this.ownOf(source)
    for (const receipt of numbers) own.add(receipt)
    return { source, change: 'taken', numbers }
  }

  /** All that are open, for the beginning of a segment. */
  all(): readonly ReceiptChange[] {
    return [...this.taken].map(([source, own]) => ({ source, change: 'all', numbers: [...own] }))
  }

  private release(source: string, receipts: readonly number[], safe: () => void): void {
    const own = this.ownOf(source)
    const numbers = receipts.filter((receipt) => own.delete(receipt))
    this.failpoint('before-release')
    // Records without rows left nothing behind that could come twice.
    if (numbers.length === 0) {
      safe()
      return
    }
    const change = { source, change: 'released', numbers } as const
    this.journal.append(encodeContent({ receipts: [change] }), () => {
      this.failpoint('after-release')
      safe()
    })
  }

  private ownOf(source: string): Set<number> {
    let own = this.taken.get(source)
    if (own === undefined) this.taken.set(source, (own = new Set()))
    return own
  }
}

/** Brings receipts up to a frame of the journal. */
export const applyReceipts = (to: Map<string, Set<number>>, changes: readonly ReceiptChange[]): void => {
  for (const { change, numbers, source } of changes) {
    const own = change === 'all' ? new Set<number>() : (to.get(source) ?? new Set<number>())
    to.set(source, own)
    for (const receipt of numbers) {
      if (change === 'released') own.delete(receipt)
      else own.add(receipt)
    }
  }
}
