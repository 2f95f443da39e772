import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileConnector } from '../../../src/connectors/file/index.ts'
import type { GivenRow, TableHarness } from '../table-harness.ts'
import { jsonRow } from './json-row.ts'

const field = (value: string | null): string => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)

const csv = (rows: readonly GivenRow[]): string =>
  [
    'branch,room,name,amount,open,since,other',
    ...rows.map(({ branch, room, name, amount, open, since }) =>
      [
        field(branch),
        String(room),
        field(name),
        amount ?? '',
        open === null ? '' : String(open),
        since ?? '',
        'x',
      ].join(','),
    ),
  ].join('\r\n')

const texts = {
  csv: { of: csv, broken: 'branch,room\n"a' },
  json: {
    of: (rows: readonly GivenRow[]) => `[${rows.map(jsonRow).join(',\n')}]\n`,
    broken: '[{"branch": "a"',
  },
  ndjson: { of: (rows: readonly GivenRow[]) => rows.map(jsonRow).join('\n'), broken: '{"branch": "a"' },
} as const

/** A file in one of its formats. */
export const fileHarness = (format: keyof typeof texts): TableHarness => ({
  entry: fileConnector,
  network: false,
  fetches: false,
  start: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-table-'))
    const path = join(folder, `rooms.${format}`)
    const put = async (text: string): Promise<void> => {
      await writeFile(`${path}.new`, text)
      await rename(`${path}.new`, path)
    }
    return {
      port: 0,
      connection: () => ({ directory: folder }),
      endpoint: `path = 'rooms.${format}'`,
      fill: (rows) => put(texts[format].of(rows)),
      spoil: () => put(texts[format].broken),
      stop: () => rm(folder, { recursive: true }),
    }
  },
})
