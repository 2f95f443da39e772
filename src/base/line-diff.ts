/** One step from a list of lines to another: a line kept, taken out or put in. */
export interface DiffStep {
  readonly kind: 'keep' | 'remove' | 'add'
  readonly line: string
}

/** Most edits that are looked for; texts that differ more are shown as one replaced by the other. */
const EDITS_MAX = 2_000

const replaced = (before: readonly string[], after: readonly string[]): DiffStep[] => [
  ...before.map((line): DiffStep => ({ kind: 'remove', line })),
  ...after.map((line): DiffStep => ({ kind: 'add', line })),
]

/** Furthest line of `before` on each diagonal, for each number of edits; undefined where there are too many. */
const trace = (before: readonly string[], after: readonly string[]): Int32Array[] | undefined => {
  const most = Math.min(EDITS_MAX, before.length + after.length)
  const reach = new Int32Array(2 * most + 3)
  const steps: Int32Array[] = []
  for (let edits = 0; edits <= most; edits++) {
    steps.push(reach.slice())
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = diagonal + most + 1
      const [left = 0, right = 0] = [reach[at - 1], reach[at + 1]]
      let x = diagonal === -edits || (diagonal !== edits && left < right) ? right : left + 1
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      reach[at] = x
      if (x >= before.length && x - diagonal >= after.length) return steps
    }
  }
  return undefined
}

/**
 * The fewest lines to take out and put in, after E. Myers, "An O(ND) difference algorithm and its variations" (1986).
 */
export const lineDiff = (before: readonly string[], after: readonly string[]): readonly DiffStep[] => {
  const steps = trace(before, after)
  if (steps === undefined) return replaced(before, after)
  const middle = Math.min(EDITS_MAX, before.length + after.length) + 1
  const back: DiffStep[] = []
  let [x, y] = [before.length, after.length]
  const keepTo = (endX: number, endY: number): void => {
    while (x > endX && y > endY) {
      back.push({ kind: 'keep', line: before[--x] ?? '' })
      y--
    }
  }
  for (let edits = steps.length - 1; edits > 0; edits--) {
    const reach = steps[edits] ?? new Int32Array()
    const diagonal = x - y
    const [left = 0, right = 0] = [reach[diagonal + middle - 1], reach[diagonal + middle + 1]]
    const isDown = diagonal === -edits || (diagonal !== edits && left < right)
    const fromX = isDown ? right : left
    const fromY = fromX - (isDown ? diagonal + 1 : diagonal - 1)
    keepTo(isDown ? fromX : fromX + 1, isDown ? fromY + 1 : fromY)
    if (isDown) back.push({ kind: 'add', line: after[--y] ?? '' })
    else back.push({ kind: 'remove', line: before[--x] ?? '' })
  }
  keepTo(0, 0)
  return back.reverse()
}
