import { PositionMoved } from './positions.ts'
import type { Statement } from './dialect.ts'

/** A transaction failed: with what, and whether it was about to be committed, so that it may have taken place. */
export class TransactionError extends Error {
  readonly committing: boolean

  constructor(cause: unknown, committing: boolean) {
    super((cause as Error).message, { cause })
    this.committing = committing
  }
}

/** Runs statements between BEGIN and COMMIT over a connection that runs one at a time; a single one needs neither. `run` gives how many rows were changed. */
export const runTransaction = async (
  run: (sql: string, values: readonly unknown[]) => Promise<number>,
  statements: readonly Statement[],
): Promise<void> => {
  const isSingle = statements.length === 1
  let committing = isSingle
  try {
    if (!isSingle) await run('BEGIN', [])
    for (const { mustChange, sql, values } of statements) {
      const changed = await run(sql, values)
      if (mustChange !== undefined && changed !== mustChange)
        throw new PositionMoved('another worker has written these rows, or this one did')
    }
    committing = true
    if (!isSingle) await run('COMMIT', [])
  } catch (error) {
    if (!committing) await run('ROLLBACK', []).catch(() => undefined)
    throw new TransactionError(error, committing)
  }
}
