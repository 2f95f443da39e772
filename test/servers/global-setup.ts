import { randomUUID } from 'node:crypto'
import { serverNames } from './server-kind.ts'
import { stopShared } from './shared.ts'

/** Gives the test run a name, and stops the servers that it started. */
export const setup = (): void => {
  process.env['SLUICE_TEST_RUN'] = randomUUID()
}

export const teardown = async (): Promise<void> => {
  const run = process.env['SLUICE_TEST_RUN']
  if (run !== undefined) await Promise.all(serverNames.map((name) => stopShared(name, run)))
}
