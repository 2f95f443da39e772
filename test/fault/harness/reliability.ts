import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Experiment } from './experiment.ts'
import type { Result } from './run-experiment.ts'
import { cellsOf } from './table.ts'

const FILE = resolve('docs/reliability.md')
const CELLS_BEGIN = '<!-- cells begin -->'
const CELLS_END = '<!-- cells end -->'
/** The line between the heads of the table of figures and its rows. */
const ROWS_BEGIN = '|---|---|---|---|---|---|---|---|---|---|'
const ROWS_END = '<!-- rows end -->'

/** Seeds are below this. */
export const SEED_MAX = 1_000_000

const commit = (): string => {
  const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const isChanged = execFileSync('git', ['status', '--porcelain', 'src'], { encoding: 'utf8' }).trim() !== ''
  return isChanged ? `${hash} with changes` : hash
}

/** Adds a row of a long run to the table of figures. */
export const appendRow = (result: Result): void => {
  const row = `| ${[...cellsOf(result), commit()].join(' | ')} |\n`
  const text = readFileSync(FILE, 'utf8')
  writeFileSync(FILE, text.replace(ROWS_END, `${row}${ROWS_END}`))
}

/** For each cell of the promise table, the experiments that prove it; and for each experiment its invariant. */
const sections = (experiments: readonly Experiment[]): string => {
  const byCell = new Map<string, string[]>()
  for (const { name, proves } of experiments)
    for (const { mode, sink, source } of proves) {
      const cell = `| ${source} | ${sink} | ${mode} |`
      byCell.set(cell, [...(byCell.get(cell) ?? []), `\`${name}\``])
    }
  const rows = [...byCell].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '| source | sink | mode | experiments |\n|---|---|---|---|',
    ...rows.map(([cell, names]) => `${cell} ${names.join(', ')} |`),
    '\n| experiment | what holds |\n|---|---|',
    ...experiments.map(({ invariant, name }) => `| \`${name}\` | ${invariant} |`),
  ].join('\n')
}

/** Rows of figures in the order of the experiments and their seeds, the older ones first. */
const sortedRows = (text: string, experiments: readonly Experiment[]): string => {
  const place = (row: string): number => {
    const [, name = '', seed = ''] = row.split('|').map((cell) => cell.trim())
    return experiments.findIndex((one) => one.name === name) * SEED_MAX + Number(seed)
  }
  const rows = text.split('\n').filter((row) => row !== '')
  return rows.sort((a, b) => place(a) - place(b)).join('\n')
}

/** The page as it should be, with what is known of the experiments. */
export const pageWith = (text: string, experiments: readonly Experiment[]): string => {
  const begin = text.indexOf(CELLS_BEGIN) + CELLS_BEGIN.length
  const end = text.indexOf(CELLS_END)
  const rows = text.indexOf(ROWS_BEGIN, end) + ROWS_BEGIN.length
  const rowsEnd = text.indexOf(ROWS_END, rows)
  return [
    `${text.slice(0, begin)}\n${sections(experiments)}\n${text.slice(end, rows)}`,
    `${sortedRows(text.slice(rows, rowsEnd), experiments)}\n${text.slice(rowsEnd)}`,
  ].join('\n')
}

export const readPage = (): string => readFileSync(FILE, 'utf8')

/** Brings the page up to date. */
export const writePage = (experiments: readonly Experiment[]): void => {
  const text = readPage()
  const page = pageWith(text, experiments)
  if (page !== text) writeFileSync(FILE, page)
}
