import type { Result } from './run-experiment.ts'

export const head = [
  'experiment',
  'seed',
  'issued',
  'confirmed',
  'delivered',
  'repeats',
  'dead letters',
  'memory MB',
  'recovers in s',
] as const

/** A result's row; dashes where it is red. */
export const cellsOf = ({ experiment, figures, seed }: Result): readonly string[] => {
  if (figures === undefined) return [experiment.name, String(seed), 'FAILED', ...Array<string>(6).fill('-')]
  const { confirmed, deadLetters, delivered, issued, peakBytes, recoverS, repeats } = figures
  return [
    experiment.name,
    ...[seed, issued, confirmed, delivered, repeats, deadLetters].map(String),
    peakBytes === 0 ? '-' : String(Math.round(peakBytes / 1024 / 1024)),
    recoverS === undefined ? '-' : recoverS.toFixed(1),
  ]
}

/** The results as a table for a terminal. */
export const table = (results: readonly Result[]): string => {
  const rows = [head, ...results.map(cellsOf)]
  const widths = head.map((_, c) => Math.max(...rows.map((row) => row[c]!.length)))
  return rows
    .map((row) =>
      row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
    )
    .join('\n')
}
