import { noFailpoint } from '../../src/base/failpoint.ts'
import type { ConnectorEntry } from '../../src/catalog/connector.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import { ConnectionState } from '../../src/delivery/connection-state.ts'
import { DeadLetters } from '../../src/delivery/dead-letter/dead-letters.ts'
import { Lane } from '../../src/delivery/lane.ts'
import { deliveryLimits } from '../../src/delivery/limits.ts'
import type { TargetShape } from '../../src/stream/output.ts'
import { chunkOf, deliveryOf, type TestRow } from './batch-of.ts'

/** A dead letter as far as the tests look at it. */
export interface Letter {
  readonly slug: string
  readonly message: string
}

export const quietLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A real lane before one sink, with dead letters in memory and the real clock. */
export const laneRig = (
  entry: ConnectorEntry,
  connection: Readonly<Record<string, unknown>>,
  target: TargetShape,
) => {
  const letters: Letter[] = []
  const alarms: string[] = []
  const shared = {
    clock: systemClock,
    log: quietLog,
    alarm: (name: string, message: string): void => void alarms.push(`${name}: ${message}`),
    limits: { ...deliveryLimits, backoffMinMs: 10, backoffMaxMs: 200, fatalProbeMs: 200 },
    random: () => 1,
    run: 'run',
    failpoint: noFailpoint,
  }
  const box = {
    name: 'memory',
    append: async (lines: Buffer): Promise<void> => {
      for (const line of lines.toString('utf8').trimEnd().split('\n'))
        letters.push(JSON.parse(line) as Letter)
    },
    close: async () => {},
  }
  const deadLetters = new DeadLetters(box, shared)
  deadLetters.start()
  const sinkEntry = entry.sink
  if (sinkEntry === undefined) throw new Error(`${entry.name} has no sink`)
  const options = entry.connection.parse(connection) as Readonly<Record<string, unknown>>
  const lane = new Lane(
    {
      name: entry.name,
      sink: sinkEntry.create('server', options, target),
      accepts: sinkEntry.accepts,
      batchRowsMax: sinkEntry.batchRowsMax,
      writesInFlightMax: sinkEntry.writesInFlightMax ?? 1,
    },
    new ConnectionState('server', systemClock, quietLog, 30_000),
    { ...shared, deadLetters },
  )
  lane.start()
  const settledOf: (() => number)[] = []
  return {
    lane,
    letters,
    alarms,
    push: (rows: readonly TestRow[]): void => {
      const delivery = deliveryOf(chunkOf(target, rows))
      settledOf.push(() => delivery.settled.length)
      lane.push(delivery)
    },
    settled: (): number => settledOf.reduce((sum, count) => sum + count(), 0),
    close: async (): Promise<void> => {
      await lane.close()
      await deadLetters.close()
    },
  }
}
