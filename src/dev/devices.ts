import type { Clock } from '../stream/clock.ts'
import type { Simulator } from './simulator.ts'

const TICK_MS = 50

/** Publishes what the simulated devices send, at a steady rate, until the signal. */
export const runDevices = async (
  url: string,
  simulator: Simulator,
  ratePerSecond: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  const { connectAsync } = await import('mqtt')
  const client = await connectAsync(url, { clientId: 'sluice-devices', protocolVersion: 4 })
  let owed = 0
  while (!signal.aborted) {
    await clock.sleep(TICK_MS, signal)
    owed += (ratePerSecond * TICK_MS) / 1_000
    for (; owed >= 1 && !signal.aborted; owed--)
      for (const { topic, payload, qos } of simulator.next(clock.wallMs()))
        // A device does not wait for its acknowledgement, and nothing here hangs on it.
        client.publish(topic, payload, { qos }, () => undefined)
  }
  await client.endAsync(true)
}
