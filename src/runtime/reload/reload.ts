import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import type { Program } from '../../codegen/program.ts'
import type { TargetShape } from '../../stream/output.ts'
import { BatchEvaluation } from '../evaluation/batch-evaluation.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import { SourceRunner } from '../source/source-runner.ts'
import { sourceShapes, type SourceShape } from '../source/source-shape.ts'
import { Tables } from '../table/tables.ts'
import { obstacles } from './obstacles.ts'
import type { ReloadOptions, ReloadOutcome } from './reload-options.ts'
import { discardLanes, retireLanes } from './retirement.ts'
import { ruleChanges } from './rule-changes.ts'
import type { Running } from './running.ts'
import { emptyVersion, sourceVersion, type SourceVersion } from './source-version.ts'

const targetsOf = (program: Program, isWanted: (durability: string | undefined) => boolean): TargetShape[] =>
  program.streams
    .filter(({ stream }) => isWanted(stream.durability))
    .flatMap(({ rules, stream }) => {
      const policies = [stream.onInvalid, stream.onAhead, ...rules.map(({ onError }) => onError)]
      return [
        ...rules.flatMap(({ targets }) => targets),
        ...policies.flatMap((policy) => (policy?.kind === 'into' ? [policy.target] : [])),
      ]
    })

/** The next program's tables, loaded; or the names of those that could not be in time. */
const loadTables = async (
  program: Program,
  { catalog, context, stopping }: Running,
  { connections }: ReloadOptions,
): Promise<Tables | readonly string[]> => {
  const tables = new Tables(program, connections, catalog, context)
  tables.start()
  const late = newAbort()
  const stop = (): void => late.abort()
  stopping.addEventListener('abort', stop, { once: true })
  const timer = context.clock.sleep(context.limits.reloadTimeoutMs, late.signal)
  await Promise.race([tables.ready(), timer])
  late.abort()
  stopping.removeEventListener('abort', stop)
  const missing = tables.all.filter((table) => !table.isReady)
  if (missing.length === 0) return tables
  await tables.close()
  return missing.map(
    ({ outage, shape }) => `table ${shape.name} could not be loaded: ${outage.reason ?? 'it takes too long'}`,
  )
}

/** Opens what the next program needs beside what there is; nothing goes there yet. */
const openLanes = async (program: Program, running: Running, options: ReloadOptions): Promise<void> => {
  const { durability, lanes } = running.context
  const targets = targetsOf(program, () => true)
  const made = lanes.add(targets, options.connections)
  try {
    await durability?.prepare(
      targets,
      targetsOf(program, (one) => one === 'local'),
    )
  } catch (error) {
    for (const lane of made) lanes.remove(lane)
    throw error
  }
  for (const lane of made) lane.start()
}

/** A source changes over between two slices; streams that are nowhere in the next program end there. */
const changeOver = async (
  runner: SourceRunner,
  shape: SourceShape | undefined,
  program: Program,
  running: Running,
  context: RuntimeContext,
): Promise<void> => {
  const { ledger } = context
  const kept = new Set(program.streams.map(({ stream }) => stream.name))
  await runner.evaluation.replace((): SourceVersion => {
    for (const name of runner.streams) if (!kept.has(name)) ledger.remove(name)
    if (shape === undefined) return emptyVersion(context)
    return sourceVersion(
      shape,
      program,
      (place) => ledger.replace(program.streams[place]!),
      running.direct,
      context,
    )
  })
}

const newRunner = (
  shape: SourceShape,
  program: Program,
  running: Running,
  context: RuntimeContext,
): SourceRunner => {
  const { connections, direct } = running
  const { ledger } = context
  const ledgersOf = (place: number) => ledger.replace(program.streams[place]!)
  const version = sourceVersion(shape, program, ledgersOf, direct, context)
  const settings = Object.hasOwn(connections, shape.connection) ? connections[shape.connection]! : {}
  return new SourceRunner(shape, settings, new BatchEvaluation(version), context)
}

const isStopped = (runner: SourceRunner, { ledger }: RuntimeContext): boolean =>
  ledger.streams.some(({ stream }) => stream.stopped !== undefined && runner.streams.includes(stream.stream))

/** All sources change over, those first that have nothing to do with the next program. Gives those to be opened anew. */
const changeSources = async (
  program: Program,
  running: Running,
  context: RuntimeContext,
): Promise<readonly SourceRunner[]> => {
  const { runners } = running
  const shapes = new Map(sourceShapes(program, running.catalog).map((shape) => [shape.key, shape]))
  const gone = runners.filter((runner) => !shapes.has(runner.key))
  const kept = runners.filter((runner) => shapes.has(runner.key))
  const stopped = new Set(kept.filter((runner) => isStopped(runner, context)))
  for (const runner of [...gone, ...kept])
    await changeOver(runner, shapes.get(runner.key), program, running, context)
  const known = new Set(kept.map(({ key }) => key))
  const made = [...shapes.values()]
    .filter(({ key }) => !known.has(key))
    .map((shape) => newRunner(shape, program, running, context))
  runners.splice(0, runners.length, ...kept, ...made)
  if (!running.stopping.aborted) for (const runner of made) runner.start()
  running.changed.ring()
  for (const runner of gone) void runner.retire()
  const reopened = new Set<SourceRunner>(stopped)
  for (const runner of kept) {
    const shape = shapes.get(runner.key)!
    if (!runner.isSame(shape) && (await runner.change(shape)) === 'reopened') reopened.add(runner)
  }
  for (const runner of stopped) await runner.reopen()
  return [...reopened]
}

/** Another program takes the place of the running one, or nothing changes. */
export const reloadProgram = async (
  running: Running,
  program: Program,
  options: ReloadOptions,
): Promise<ReloadOutcome> => {
  const known = new Set(running.runners.map(({ key }) => key))
  const shapes = sourceShapes(program, running.catalog)
  const reasons = [
    ...obstacles(program, running.connections, options, running.context),
    ...running.context.transactions.obstacles(shapes, program, known),
  ]
  if (reasons.length > 0) return { kind: 'refused', reasons }
  const tables = await loadTables(program, running, options)
  if (!(tables instanceof Tables)) return { kind: 'refused', reasons: tables }
  try {
    await openLanes(program, running, options)
  } catch (error) {
    await tables.close()
    return { kind: 'refused', reasons: [errorWords(error)] }
  }
  const before = running.context
  const context = { ...before, tables }
  running.connections = { ...running.connections, ...options.connections }
  const rules = ruleChanges(running.program, program)
  const reopened = await changeSources(program, running, context)
  running.context = context
  running.program = program
  context.time.accept()
  await before.tables.close()
  before.durability?.changed()
  await discardLanes(running, options)
  retireLanes(running)
  return { kind: 'reloaded', rules, reopened: reopened.map(({ name }) => name) }
}
