import { readdirSync, readFileSync } from 'node:fs'

/** One message, and the rows that EMQX makes of it. */
export interface Exchange {
  readonly record: string
  readonly rows: readonly unknown[]
}

/** A rule of EMQX with what it does, worked out by hand from what is known of EMQX. */
export interface CorpusCase {
  readonly title: string
  readonly sql: string
  readonly exchanges: readonly Exchange[]
  readonly refused: string | undefined
  /** Whether the rows are those that an action is given, with its options. */
  readonly acts: boolean
}

const exported = (sql: string, part: string): string => {
  const [kind = '', type = ''] = part.split(' ')
  const json = JSON.parse(part.slice(part.indexOf('{'))) as unknown
  if (kind === 'republish')
    return JSON.stringify({ id: 'r', sql, actions: [{ function: 'republish', args: json }] })
  return JSON.stringify({
    rules: [{ id: 'r', sql, actions: [`${type}:a`] }],
    actions: { [type]: { a: { connector: 'c', parameters: json } } },
  })
}

const readCase = (text: string): CorpusCase => {
  const [head = '', ...parts] = text.split(/^--- /m)
  const [title = '', ...sql] = head.split('\n')
  const refused = parts.find((part) => part.startsWith('refused '))
  const action = parts.find((part) => /^(action|republish) /.test(part))
  const exchanges = parts.flatMap((part): Exchange[] => {
    const [record = '', ...rows] = part.trimEnd().split('\n')
    if (!record.startsWith('in ')) return []
    const json = JSON.parse(record.slice(3)) as Record<string, unknown>
    const line = 'topic' in json ? record.slice(3) : record.slice(3).replace('{', '{"topic":"t/1",')
    return [{ record: line, rows: rows.filter((row) => row !== '').map((row) => JSON.parse(row) as unknown) }]
  })
  return {
    title,
    sql: action === undefined ? sql.join('\n').trimEnd() : exported(sql.join('\n').trimEnd(), action),
    exchanges,
    refused: refused?.slice('refused '.length).trim(),
    acts: action !== undefined,
  }
}

/** All cases of all files of a folder. */
export const corpusOf = (folder: string): readonly CorpusCase[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').split(/^=== /m).slice(1).map(readCase))
