import pg from 'pg'
import { jsonForm, timeForm, type Outcome } from './outcome.ts'
import { columns } from './row.ts'

const row = `WITH "row" AS (SELECT ${columns
  .map((one) => `${one.sql}::${one.theirs} AS ${one.name}`)
  .join(', ')})`

const form = (type: string, json: string | null): string => {
  if (json === null) return 'null'
  if (type.startsWith('timestamp')) return timeForm(JSON.parse(json) as string)
  if (type === 'bytea') return (JSON.parse(json) as string).slice(2)
  return jsonForm(json)
}

/** Evaluates each expression on the server, in UTC, over one row. */
export const evaluateTheirs = async (
  url: string,
  expressions: readonly string[],
): Promise<readonly Outcome[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const outcomes: Outcome[] = []
  try {
    await client.query(`SET TimeZone = 'UTC'`)
    for (const expression of expressions) {
      try {
        const { rows } = await client.query<{ type: string; json: string | null }>(
          `${row} SELECT pg_typeof(v)::text AS type, to_json(v)::text AS json FROM (SELECT ${expression} AS v FROM "row") AS one`,
        )
        const [one] = rows
        outcomes.push({ value: form(one?.type ?? '', one?.json ?? null) })
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) throw error
        outcomes.push({ error: error.code ?? '', message: error.message })
      }
    }
  } finally {
    await client.end()
  }
  return outcomes
}
