import { closeDurableState } from '../../delivery/journalled/durable-state.ts'
import { redacting, redactingLog } from '../../project/redact.ts'
import type { Engine } from '../../runtime/engine.ts'
import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'
import { formatLedgers } from '../../runtime/ledger/format-ledgers.ts'
import type { Log } from '../../stream/log.ts'
import { sha256Digest } from '../digest.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { failpointOf } from '../failpoint.ts'
import { connectionsLeft } from '../open-state.ts'
import { loadRules, type LoadedRules } from '../load-rules.ts'
import { Reloader } from '../reload/reloader.ts'
import { warnOfLimits } from '../run/broker-limits.ts'
import { openCrashNote } from '../run/crash-note.ts'
import { startControl } from '../run/control.ts'
import { startMetrics } from '../run/metrics.ts'
import { readyConnections } from '../run/ready-connections.ts'
import { reconnect } from '../run/reconnect.ts'
import { readyState, workerFolder } from '../run/ready-state.ts'
import { prepareEngine } from '../run-engine.ts'
import { jsonLog, plainLog, type LogLevel } from '../stderr-log.ts'
import { cutCode, StopSignal } from '../stop-signal.ts'
import { ruleLines } from '../summary.ts'
import { readByAll } from '../run/worker-number.ts'
import { onlyWorker, workerText, type WorkerNumber } from '../../stream/partition-owner.ts'
import { systemClock } from '../system-clock.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { waitingLines } from '../waiting-lines.ts'

export interface RunOptions {
  readonly config?: string
  readonly profile?: string
  /** State folder; that of sluice.yaml unless said. */
  readonly state?: string
  /** Connections that sluice.yaml no longer has, whose rows in the journal are given up. */
  readonly discardLane?: readonly string[]
  /** Which of several workers it is; the only one unless said. */
  readonly worker?: WorkerNumber
  /** Port of /metrics; that of sluice.yaml unless said. */
  readonly metricsPort?: number
  /** Ends when nothing has come for a while, and gives up on servers that cannot be reached. */
  readonly once: boolean
  readonly drainTimeoutMs: number
  readonly log: 'plain' | 'json'
  readonly logLevel: LogLevel
  readonly summaryMs: number
}

const READY_TIMEOUT_MS = 10_000
const IDLE_MS = 2_000
const POLL_MS = 250

/** Resolves when nothing has been received for a while. */
const idle = async (engine: Engine): Promise<void> => {
  let received = -1
  let sinceMs = systemClock.monotonicMs()
  for (;;) {
    const now = engine.snapshot().streams.reduce((sum, stream) => sum + stream.received, 0)
    if (now !== received) {
      received = now
      sinceMs = systemClock.monotonicMs()
    } else if (systemClock.monotonicMs() - sinceMs > IDLE_MS) return
    await systemClock.sleep(POLL_MS)
  }
}

const unreachable = async (engine: Engine, log: Log): Promise<boolean> => {
  const servers = await engine.waitReady(READY_TIMEOUT_MS)
  for (const server of servers) log.error(`${server.connection} cannot be reached: ${server.reason}`)
  return servers.length > 0
}

/** Starts the engine, waits for what ends it, and drains. */
const untilEnd = async (
  engine: Engine,
  { project }: LoadedRules,
  options: RunOptions,
  log: Log,
): Promise<ExitCode> => {
  const stop = new StopSignal()
  const finished = new AbortController()
  await engine.start()
  log.info(`running ${String(project.rules.length)} rules`)
  if (options.once && (await unreachable(engine, log))) {
    await engine.stop({ drainMs: 0 })
    return exitCode.unreachable
  }
  void summaries(engine, log, options.summaryMs, finished.signal)
  const ended = engine.ended()
  const signal = await Promise.race([
    stop.first,
    ended.then(() => undefined),
    engine.failed().then(() => 'disk' as const),
    ...(options.once ? [idle(engine).then(() => undefined)] : []),
  ])
  finished.abort()
  if (signal === 'disk') {
    await engine.stop({ drainMs: 0 })
    return exitCode.disk
  }
  const draining = engine.stop({ drainMs: options.drainTimeoutMs })
  void stop.second.then(() => engine.stop({ drainMs: 0 }))
  const { drained } = await draining
  const last = engine.snapshot()
  const waiting = waitingLines(last.lanes)
  for (const line of [...ruleLines(last, last), ...formatLedgers(last), ...waiting]) log.info(line)
  if (last.broken !== undefined) log.error(`the ledgers do not balance: ${last.broken}`)
  if (!drained) log.warn('stopped before everything was delivered; what was not acknowledged will come again')
  const fatal = await ended
  if (fatal !== undefined) {
    log.error(`ended: ${fatal}`)
    return exitCode.usage
  }
  return drained ? exitCode.fine : cutCode(signal ?? 'SIGTERM')
}

/** `sluice run`: runs rules until SIGINT or SIGTERM, then drains. */
export const run = async (
  terminal: Terminal,
  paths: readonly string[],
  options: RunOptions,
): Promise<ExitCode> => {
  const loaded = await loadRules(terminal, paths, options)
  const connections = await readyConnections(terminal, loaded)
  if (typeof connections === 'number') return connections
  const worker = options.worker ?? onlyWorker
  const shared = readByAll(loaded.project, worker)
  if (shared.length > 0) {
    await writeLine(
      terminal.err,
      `--worker ${workerText(worker)}: every worker would read all of ${shared.join(', ')}; take a shared subscription ('$share/GROUP/FILTER'), or one worker`,
    )
    return exitCode.usage
  }
  const plain =
    options.log === 'json' ? await jsonLog(options.logLevel) : plainLog(terminal, options.logLevel)
  const secrets = new Set(connections.secrets)
  const log = redactingLog(plain, secrets)
  const { settings, directory } = loaded
  const stateFolder = workerFolder(terminal, loaded, options.state)
  const durable = await readyState(terminal, loaded, connections, {
    stateFolder,
    worker,
    discardLane: options.discardLane ?? [],
  })
  if (typeof durable === 'number') return durable
  const left = durable === undefined ? [] : connectionsLeft(durable).keys()
  const all = await readyConnections(terminal, loaded, left)
  if (typeof all === 'number') {
    if (durable !== undefined) await closeDurableState(durable)
    return all
  }
  for (const secret of all.secrets) secrets.add(secret)
  const seed = systemClock.wallMs()
  const program = sha256Digest(loaded.documents.map(({ text }) => text).join('\0'))
  const crashes = await openCrashNote(stateFolder, program, log)
  const engine = prepareEngine(loaded.project, {
    connections: all.options,
    ...(durable === undefined ? {} : { durable }),
    settings,
    directory,
    stateFolder,
    log,
    seed,
    failpoint: failpointOf(terminal.environment),
    note: crashes?.note,
    worker,
  })
  void warnOfLimits(engine, loaded, all.options, log)
  const code = await serve(terminal, paths, options, { engine, loaded, log, secrets, seed, stateFolder })
  if (code === undefined && durable !== undefined) await closeDurableState(durable)
  crashes?.close()
  return code ?? exitCode.usage
}

interface Served {
  readonly engine: Engine
  readonly loaded: LoadedRules
  readonly log: Log
  readonly secrets: Set<string>
  readonly seed: number
  readonly stateFolder: string
}

/** Runs the engine with its ways in: metrics, control socket, SIGHUP. Undefined where a port is taken; nothing runs then. */
const serve = async (
  terminal: Terminal,
  paths: readonly string[],
  options: RunOptions,
  { engine, loaded, log, secrets, seed, stateFolder }: Served,
): Promise<ExitCode | undefined> => {
  const hide = redacting(secrets)
  const snapshot = (): EngineSnapshot => hide(engine.snapshot())
  const metrics = await startMetrics(snapshot, loaded.settings?.metrics, options.metricsPort, log)
  if (metrics === 'taken') return undefined
  const reloader = new Reloader({
    engine,
    log,
    seed,
    loaded,
    load: () => loadRules(terminal, paths, options),
    connect: (next) => reconnect(terminal, next, secrets),
  })
  const reload = (discardLanes: readonly string[] = []) => reloader.reload(discardLanes)
  process.on('SIGHUP', () => void reload())
  const control = await startControl({ engine, stateFolder, log, snapshot, reload })
  try {
    return await untilEnd(engine, loaded, options, log)
  } finally {
    await Promise.all([control?.close(), metrics?.close()])
  }
}

const summaries = async (engine: Engine, log: Log, everyMs: number, signal: AbortSignal): Promise<void> => {
  let before = engine.snapshot()
  while (everyMs > 0) {
    await systemClock.sleep(everyMs, signal)
    if (signal.aborted) return
    const now = engine.snapshot()
    for (const line of ruleLines(before, now)) log.info(line)
    before = now
  }
}
