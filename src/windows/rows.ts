import { defineWindow } from '../catalog/window.ts'
import type { Value } from '../types/value.ts'

const COUNT_MAX = 100_000

const countProblem = (values: ReadonlyMap<string, Value>): string | undefined => {
  const count = Number(values.get('count'))
  return count >= 1 && count <= COUNT_MAX ? undefined : `a window has 1 to ${String(COUNT_MAX)} records`
}

/** Windows of so many records of a key, one after the other. */
export const rowsWindow = defineWindow({
  kind: 'window',
  name: 'ROWS',
  parameters: [
    { name: 'count', kinds: ['INTEGER'], prose: 'records of a window, 1 to 100,000', constant: true },
  ],
  problem: (values) => countProblem(values),

  prose: 'Windows of so many records of a key, one after the other.',
  examples: ['ROWS(100)', 'ROWS(count => 10)'],
})
