import type { FormatEntry } from '../../catalog/format.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import type { CheckedStream } from './project.ts'

/** A stream whose records are rows by themselves: what a single expression is evaluated over. */
export const rowStream = (document: SourceDocument, format: FormatEntry): CheckedStream => ({
  name: 'row',
  document,
  span: { start: 0, end: 0 },
  tags: {},
  prose: '',
  origin: 'quoted',
  connection: '',
  topics: [],
  options: {},
  format,
  columns: [],
  onInvalid: { kind: 'drop' },
})
