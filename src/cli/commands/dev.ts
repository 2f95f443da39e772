import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { seededRandom } from '../../base/seeded-random.ts'
import { runDevices } from '../../dev/devices.ts'
import { startEmbedded, type EmbeddedParts } from '../../dev/embedded.ts'
import { Simulator, simulatorDefaults } from '../../dev/simulator.ts'
import { createTables, neededTables } from '../../dev/tables.ts'
import { neededTopics } from '../../dev/topics.ts'
import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import type { Engine } from '../../runtime/engine.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { loadRules, type LoadedRules } from '../load-rules.ts'
import { Reloader } from '../reload/reloader.ts'
import { failsAt } from '../report.ts'
import { prepareEngine, usedConnections } from '../run-engine.ts'
import { plainLog } from '../stderr-log.ts'
import { cutCode, StopSignal } from '../stop-signal.ts'
import { LivingSummary } from '../summary.ts'
import { systemClock } from '../system-clock.ts'
import { watchFiles, type Changes } from '../watch-files.ts'
import { writeLine, type Terminal } from '../terminal.ts'

export interface DevOptions {
  readonly ratePerSecond: number
  readonly seed: number
  readonly tickMs: number
}

const DRAIN_MS = 10_000

/** Connections of the project, each answered by the embedded part of its kind. */
const embeddedConnections = (
  used: ReadonlyMap<string, string>,
  parts: EmbeddedParts,
): Readonly<Record<string, ConnectionOptions>> =>
  Object.fromEntries([...used].map(([name, connector]) => [name, parts.options(name, connector)]))

const announce = async (terminal: Terminal, parts: EmbeddedParts): Promise<void> => {
  await writeLine(terminal.out, `mqtt mqtt://127.0.0.1:${String(parts.mqttPort)}`)
  await writeLine(
    terminal.out,
    parts.kafkaPort === undefined
      ? 'kafka: node-rdkafka is not installed here, so rows for Kafka stay in memory'
      : `kafka 127.0.0.1:${String(parts.kafkaPort)}`,
  )
  await writeLine(terminal.out, `http http://127.0.0.1:${String(parts.httpPort)}`)
  await writeLine(terminal.out, `sqlite ${parts.databaseFile}`)
  const subscribe =
    parts.kafkaPort === undefined
      ? `mosquitto_sub -p ${String(parts.mqttPort)} -t 'branch/#' -v`
      : `kcat -b 127.0.0.1:${String(parts.kafkaPort)} -t cashbox.low-cash.v1 -C`
  await writeLine(terminal.out, `subscribe with: ${subscribe}`)
}

/** `sluice dev`: the rules on embedded parts, with simulated devices; nothing to configure. */
export const dev = async (
  terminal: Terminal,
  paths: readonly string[],
  options: DevOptions,
): Promise<ExitCode> => {
  const stop = new StopSignal()
  const folder = await mkdtemp(join(tmpdir(), 'sluice-dev-'))
  const parts = await startEmbedded(defaultCatalog, join(folder, 'sluice.db'))
  try {
    const loaded = await loadRules(terminal, paths, { catalog: parts.catalog })
    if (failsAt(loaded.diagnostics, 'error')) {
      for (const d of loaded.diagnostics) await writeLine(terminal.err, `${renderHuman(d, plainPalette)}\n`)
      return exitCode.findings
    }
    const simulator = new Simulator({ ...simulatorDefaults, random: seededRandom(options.seed) })
    const rows = simulator.tables()
    const connections = await connect(loaded, parts, rows)
    await announce(terminal, parts)
    const log = plainLog(terminal, 'warn')
    const engine = prepareEngine(loaded.project, {
      connections,
      // Dead letters go to a file: nothing here is to be kept.
      settings: loaded.settings && { ...loaded.settings, deadLetters: { keepInput: false } },
      directory: folder,
      log,
      seed: options.seed,
      catalog: parts.catalog,
    })
    const reloader = new Reloader({
      engine,
      log: plainLog(terminal, 'info'),
      seed: options.seed,
      loaded,
      load: () => loadRules(terminal, paths, { catalog: parts.catalog }),
      connect: (next) => connect(next, parts, rows),
    })
    const changes = watchFiles(paths.length === 0 ? ['.'] : paths, terminal.directory)
    void reloadOnChange(changes, reloader)
    try {
      return await runUntilStopped(terminal, { engine, parts, simulator }, stop, options)
    } finally {
      changes.close()
    }
  } finally {
    await parts.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Makes what the rules need in the embedded servers, and says how these are reached. */
const connect = async (
  { project, settings }: LoadedRules,
  parts: EmbeddedParts,
  rows: ReturnType<Simulator['tables']>,
): Promise<Readonly<Record<string, ConnectionOptions>>> => {
  await createTables(parts.databaseFile, neededTables(project), rows)
  await parts.makeTopics(neededTopics(project))
  const used = [...usedConnections(project)].map(
    (name) => [name, settings?.connections.get(name)?.connector.name ?? 'stdout'] as const,
  )
  return embeddedConnections(new Map(used), parts)
}

const reloadOnChange = async (changes: Changes, reloader: Reloader): Promise<void> => {
  while (await changes.next()) await reloader.reload()
}

const runUntilStopped = async (
  terminal: Terminal,
  { engine, parts, simulator }: { engine: Engine; parts: EmbeddedParts; simulator: Simulator },
  stop: StopSignal,
  options: DevOptions,
): Promise<ExitCode> => {
  const finished = new AbortController()
  await engine.start()
  await engine.waitReady(DRAIN_MS)
  const url = `mqtt://127.0.0.1:${String(parts.mqttPort)}`
  const devices = runDevices(url, simulator, options.ratePerSecond, systemClock, finished.signal)
  const summary = new LivingSummary(terminal)
  const showing = (async () => {
    while (!finished.signal.aborted) {
      summary.show(engine.snapshot())
      await systemClock.sleep(options.tickMs, finished.signal)
    }
  })()
  const signal = await stop.first
  finished.abort()
  await Promise.all([devices, showing])
  const stopping = engine.stop({ drainMs: DRAIN_MS })
  void stop.second.then(() => engine.stop({ drainMs: 0 }))
  const { drained } = await stopping
  summary.show(engine.snapshot())
  return drained ? exitCode.fine : cutCode(signal)
}
