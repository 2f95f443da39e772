import type { CheckedRule } from '../../check/checked/project.ts'
import type { Span } from '../../diagnostic/span.ts'
import { jsonText } from '../../types/json/write.ts'
import type { CapturedRow } from './captured.ts'
import type { Cell } from './compare.ts'
import { treeText } from './json-tree.ts'
import type { TestFailure } from './test-result.ts'

/** A row as cells of which nothing was expected; its options tell where it went. */
const rowCells = (row: CapturedRow, rule: CheckedRule): readonly Cell[] => {
  const cell = (path: string, actual: string): Cell => ({ path, expected: undefined, actual, same: false })
  const isOwn = row.target === rule.targets.length
  const options = isOwn ? [] : Object.entries(row.options)
  return [
    ...options.map(([name, value]) => cell(`(${name})`, jsonText(value))),
    ...(row.value.kind === 'object'
      ? [...row.value.members].map(([name, member]) => cell(name, treeText(member)))
      : [cell('', treeText(row.value))]),
  ]
}

/** A row where nothing, or nothing else, was expected. */
export const unexpectedRow = (row: CapturedRow, span: Span, rule: CheckedRule): TestFailure => ({
  kind: 'unexpected-row',
  message:
    row.target === rule.targets.length
      ? `\`${rule.name}\` gave a row that nothing expects`
      : `a row came to ${row.connection} that nothing expects`,
  span,
  row: { span: row.record.step.span, cells: rowCells(row, rule) },
  story: undefined,
})
