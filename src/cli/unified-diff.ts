import { lineDiff, type DiffStep } from '../base/line-diff.ts'

/** Lines that are shown around a change. */
const CONTEXT = 3

const marks = { keep: ' ', remove: '-', add: '+' } as const

const rangeText = (start: number, count: number): string =>
  `${String(count === 0 ? start : start + 1)}${count === 1 ? '' : `,${String(count)}`}`

const linesOf = (text: string): readonly string[] => {
  const lines = text.split('\n')
  // A text whose last line has no end is told apart by this mark.
  if (lines.at(-1) === '') lines.pop()
  else lines.push(`${lines.pop() ?? ''}\n\\ No newline at end of file`)
  return lines
}

/** Runs of steps with changes, and with up to three lines around each that stay. */
const hunksOf = (steps: readonly DiffStep[]): readonly (readonly [number, number])[] => {
  const hunks: [number, number][] = []
  steps.forEach(({ kind }, k) => {
    if (kind === 'keep') return
    const last = hunks.at(-1)
    const start = Math.max(0, k - CONTEXT)
    const end = Math.min(steps.length, k + CONTEXT + 1)
    if (last !== undefined && start <= last[1]) last[1] = end
    else hunks.push([start, end])
  })
  return hunks
}

/** What changes from one text to another, as `diff -u` writes it; empty where nothing does. */
export const unifiedDiff = (name: string, before: string, after: string): string => {
  const steps = lineDiff(linesOf(before), linesOf(after))
  const hunks = hunksOf(steps)
  if (hunks.length === 0) return ''
  const lines = [`--- ${name}`, `+++ ${name}`]
  let [done, beforeLine, afterLine] = [0, 0, 0]
  const move = (part: readonly DiffStep[]): readonly [number, number] => {
    const removed = part.filter(({ kind }) => kind !== 'add').length
    const added = part.filter(({ kind }) => kind !== 'remove').length
    beforeLine += removed
    afterLine += added
    return [removed, added]
  }
  for (const [start, end] of hunks) {
    move(steps.slice(done, start))
    const [from, to] = [beforeLine, afterLine]
    const part = steps.slice(start, end)
    const [removed, added] = move(part)
    lines.push(`@@ -${rangeText(from, removed)} +${rangeText(to, added)} @@`)
    lines.push(...part.map(({ kind, line }) => `${marks[kind]}${line}`))
    done = end
  }
  return lines.join('\n')
}
