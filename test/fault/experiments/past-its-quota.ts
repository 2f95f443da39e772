import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { lastTotals } from '../harness/ledgers.ts'
import type { Stage } from '../harness/stage.ts'
import { threeSinkCells } from '../harness/three-sinks.ts'
import { sluice } from '../parts/cli.ts'
import { idIn, recordText } from '../parts/record.ts'
import { statusOf } from '../parts/status.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver, type HttpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { sqlReceiver } from '../receivers/sql.ts'

const MEGABYTE = 1024 * 1024
const LONG_TEXT = 'long '.repeat(600)
const STANDSTILL_MS = 1_500
const FULL_MS = 120_000
const DRAINED_MS = 60_000
const IN_FLIGHT = 5_000

interface Scene {
  readonly flow: Flow
  readonly inbox: HttpReceiver
  /** The two that are up. */
  readonly others: readonly Receiver[]
}

/** Three sinks, of which the inbox is down and has a quota of 16 MB: some 5,000 of the rows. */
const begin = async (stage: Stage, policy: string): Promise<Scene> => {
  const inbox = await httpReceiver(stage)
  const columns = 'n bigint, device text, kind text'
  const others = [await sqlReceiver(stage, 'postgres', { columns }), await kafkaReceiver(stage)]
  const target = inbox.target.replace(/\)$/, `, on_full = '${policy}')`)
  const flow = new Flow(stage, {
    feed: await mqttFeed(stage),
    receivers: [...others, { ...inbox, target }],
    mode: 'local',
    state: { journal_bytes_max: 128 * MEGABYTE, backlog_bytes_max: 16 * MEGABYTE },
    limits: { in_flight_records_max: IN_FLIGHT },
    columns: "id, n, device, coalesce(extra, '') || kind AS kind",
    body: (id) => recordText(id, { extra: LONG_TEXT }),
  })
  await flow.start()
  await inbox.inbox.stop()
  flow.publish(stage.size.messages)
  return { flow, inbox, others }
}

/** The others get all that there is while the inbox is down; in the middle the worker is killed. */
const passed = async ({ flow, others }: Scene, stage: Stage): Promise<void> => {
  await flow.reached(0.5, others[0])
  stage.say('killed while the quota is reached')
  await flow.kill()
  await flow.running()
  for (const one of others) await flow.reached(1, one)
}

/** Nothing waits for the inbox any more, as the worker itself says. */
const drained = (stage: Stage): Promise<void> =>
  waitUntil(
    'nothing waits for the inbox any more',
    async () => {
      const { lanes } = await statusOf(stage.folder)
      return lanes.every(({ connection, waitingRows }) => connection !== 'inbox' || waitingRows === 0)
    },
    DRAINED_MS,
    500,
  )

const missingAt = async (inbox: Receiver, all: Receiver): Promise<ReadonlySet<number>> =>
  new Set((await inbox.arrivals()).missing((await all.arrivals()).ids))

const size = {
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 12_000, faults: 1, limitS: 180 },
  long: { messages: 100_000, faults: 2, limitS: 900 },
} as const

/** The source waits, and with it all its sinks. */
export const pastItsQuota: Experiment = {
  ...size,
  name: 'past-its-quota',
  invariant:
    'a sink that is down until its backlog has reached its quota holds the source up, and everything arrives when it is back',
  run: async (stage) => {
    const { flow, inbox, others } = await begin(stage, 'block')
    const [first] = others
    let last = -1
    let sinceMs = performance.now()
    const isStill = async (): Promise<boolean> => {
      const now = await first!.count()
      if (now !== last) sinceMs = performance.now()
      last = now
      return last > 0 && performance.now() - sinceMs > STANDSTILL_MS
    }
    await waitUntil('nothing gets on any more', isStill, FULL_MS, 100)
    stage.say(`held up at ${String(last)} records, and killed`)
    must(last < stage.size.messages, 'the source was not held up')
    await flow.kill()
    await flow.running()
    await flow.fault('the sink is back', () => inbox.inbox.start(), inbox)
    return flow.finish()
  },
}

/** Rows that come while it is full become dead letters. */
export const quotaDeadLetters: Experiment = {
  ...size,
  name: 'past-its-quota-dead-letters',
  invariant:
    "a sink that is down until its backlog has passed its quota twice holds nobody up with on_full = 'dead letter', and a redrive brings it the rest",
  run: async (stage) => {
    const scene = await begin(stage, 'dead letter')
    const { flow, inbox, others } = scene
    await passed(scene, stage)
    await flow.fault('the sink is back', () => inbox.inbox.start(), inbox)
    await drained(stage)
    const missing = await missingAt(inbox, others[0]!)
    const letters = (): ReadonlySet<number> => new Set(flow.deadLetters.map((line) => idIn(unquoted(line))))
    await waitUntil(
      'each row that is not at the sink is a dead letter',
      () => {
        const known = letters()
        return [...missing].every((id) => known.has(id))
      },
      DRAINED_MS,
      2_000,
    )
    stage.say(`${String(missing.size)} rows are not at the sink; dead letters are redriven`)
    await sluice(stage.folder, 'dlq', 'redrive', '--config', 'sluice.yaml')
    return flow.finish({ deadLettersMax: Infinity, isOrdered: false })
  },
}

/** A letter has the row as a text in a text. */
const unquoted = (line: string): string => line.replaceAll('\\"', '"')

/** Rows that come while it is full are dropped, and counted. */
export const quotaDrops: Experiment = {
  ...size,
  name: 'past-its-quota-drop',
  invariant:
    "a sink that is down until its backlog has passed its quota twice holds nobody up with on_full = 'drop', and what it lacks is counted, after a crash too",
  run: async (stage) => {
    const scene = await begin(stage, 'drop')
    const { flow, inbox, others } = scene
    await passed(scene, stage)
    await flow.fault('the sink is back', () => inbox.inbox.start(), inbox)
    await drained(stage)
    const missing = await missingAt(inbox, others[0]!)
    const figures = await flow.finish({ excused: () => missing })
    for (const one of others) {
      const lacking = (await one.arrivals()).missing((await others[0]!.arrivals()).ids)
      must(lacking.length === 0, `${one.connection} lacks ${String(lacking.length)} records`)
    }
    const dropped = lastTotals(flow.worker.log).get('target copy -> inbox')?.['dropped'] ?? 0
    stage.say(
      `${String(missing.size)} rows are missing at the sink, ${String(dropped)} are counted as dropped`,
    )
    must(missing.size > 0, 'nothing was dropped')
    must(missing.size <= dropped, 'rows are missing that nobody has counted')
    must(dropped - missing.size <= IN_FLIGHT, 'more is counted than the crash can have repeated')
    return figures
  },
}
