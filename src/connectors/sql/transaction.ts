import type { Statement } from './dialect.ts'

/** A transaction failed: with what, and whether it was about to be committed, so that it may have taken place. */
export class TransactionError extends Error {
  readonly committing: boolean

  constructor(cause: unknown, committing: boolean) {
    super((cause as Error).message, { cause })
    this.committing = committing
  }
}

/** Runs statements between BEGIN and COMMIT over a connection that runs one at a time; a single one needs neither. */
export const runTransaction = async (
  run: (sql: string, values: readonly unknown[]) => Promise<void>,
  statements: readonly Statement[],
): Promise<void> => {
  const isSingle = statements.length === 1
  let committing = isSingle
  try {
    if (!isSingle) await run('BEGIN', [])
    for (const { sql, values } of statements) await run(sql, values)
    committing = true
    if (!isSingle) await run('COMMIT', [])
  } catch (error) {
    if (!committing) await run('ROLLBACK', []).catch(() => undefined)
    throw new TransactionError(error, committing)
  }
}
