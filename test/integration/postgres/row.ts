/** One column of the row that both sides evaluate over. */
interface Column {
  readonly name: string
  readonly ours: string
  readonly theirs: string
  /** As JSON, for us. */
  readonly json: string
  /** As a literal of PostgreSQL's. */
  readonly sql: string
}

const column = (name: string, ours: string, theirs: string, json: string, sql: string): Column => ({
  name,
  ours,
  theirs,
  json,
  sql,
})

const plain = (name: string, ours: string, theirs: string, text: string): Column =>
  column(name, ours, theirs, text, text)

const quoted = (name: string, ours: string, theirs: string, text: string): Column =>
  column(name, ours, theirs, JSON.stringify(text), `'${text.replaceAll("'", "''")}'`)

/** Digits and scale survive as a JSON number with us. */
const decimal = (name: string, text: string): Column =>
  column(name, 'DECIMAL(10, 2)', 'numeric(10, 2)', text, text)

const json = (name: string, text: string): Column => column(name, 'ANY', 'jsonb', text, `'${text}'`)

/** The row: numbers of every kind, text, truth values, times, arrays and JSON, and a NULL of each. */
export const columns: readonly Column[] = [
  plain('i', 'INTEGER', 'bigint', '7'),
  plain('j', 'INTEGER', 'bigint', '-3'),
  plain('z', 'INTEGER', 'bigint', '0'),
  plain('big', 'INTEGER', 'bigint', '9007199254740993'),
  plain('n', 'INTEGER', 'bigint', 'null'),
  plain('d', 'DOUBLE', 'double precision', '2.5'),
  plain('g', 'DOUBLE', 'double precision', '-0.1'),
  plain('h', 'DOUBLE', 'double precision', 'null'),
  decimal('x', '12.35'),
  decimal('y', '-0.50'),
  decimal('m', 'null'),
  quoted('t', 'STRING', 'text', 'Grüße, Welt'),
  quoted('k', 'STRING', 'text', 'a%b_c\\d'),
  quoted('e', 'STRING', 'text', ''),
  plain('s', 'STRING', 'text', 'null'),
  plain('yes', 'BOOLEAN', 'boolean', 'true'),
  plain('no', 'BOOLEAN', 'boolean', 'false'),
  plain('u', 'BOOLEAN', 'boolean', 'null'),
  quoted('at', 'TIMESTAMP', 'timestamptz', '2026-03-15T10:42:11.250Z'),
  quoted('later', 'TIMESTAMP', 'timestamptz', '2026-10-25T00:30:00Z'),
  quoted('leap', 'TIMESTAMP', 'timestamptz', '2028-02-29T23:59:59.999Z'),
  plain('never', 'TIMESTAMP', 'timestamptz', 'null'),
  column('xs', 'ARRAY<INTEGER>', 'bigint[]', '[3, 1, 2]', "'{3,1,2}'"),
  column('ns', 'ARRAY<INTEGER>', 'bigint[]', '[1, null, 3]', "'{1,null,3}'"),
  column('words', 'ARRAY<STRING>', 'text[]', '["a", "b", "a"]', "'{a,b,a}'"),
  json('o', '{"a": {"b": [10, 20, {"c": "deep"}]}, "n": null, "s": "text", "f": 1.5, "odd key": true}'),
]
