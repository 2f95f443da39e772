import type { Failpoint } from '../base/failpoint.ts'
import { compileProgram } from '../codegen/compile-program.ts'
import type { Catalog } from '../catalog/catalog.ts'
import { defaultCatalog } from '../default-catalog.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import type { CheckedProject, CheckedTable } from '../check/checked/project.ts'
import type { DurableState } from '../delivery/journalled/durable-state.ts'
import { createEngine, type Engine } from '../runtime/engine.ts'
import type { EvaluationNote } from '../runtime/evaluation/evaluation-note.ts'
import type { EngineLimits } from '../runtime/limits.ts'
import type { Log } from '../stream/log.ts'
import { compileOptions } from './compile-options.ts'
import { letterTarget } from './letter-target.ts'
import type { WorkerNumber } from '../stream/partition-owner.ts'
import { systemClock } from './system-clock.ts'
import type { Project } from '../project/project.ts'

/** Limits of sluice.yaml under the names that the engine has for them. */
const engineLimitsOf = (limits: Project['limits']): Partial<EngineLimits> =>
  Object.fromEntries(
    Object.entries(limits)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  )

/** Tables that the rules look up. */
export const usedTables = (project: CheckedProject): readonly CheckedTable[] => [
  ...new Set(project.rules.flatMap((rule) => rule.joins.map((join) => join.table))),
]

/** Connections that the rules use. */
export const usedConnections = (project: CheckedProject): ReadonlySet<string> => {
  const targets = project.rules.flatMap((rule) => [
    ...rule.targets,
    ...(rule.onError.kind === 'into' ? [rule.onError.target] : []),
  ])
  const streams = project.streams.flatMap((stream) => [
    stream.connection,
    ...[stream.onInvalid, stream.onAhead].flatMap((policy) =>
      policy?.kind === 'into' ? [policy.target.connection] : [],
    ),
  ])
  const tables = usedTables(project).map((table) => table.connection)
  return new Set([...tables, ...targets.map((target) => target.connection), ...streams])
}

/** Compiles a project and prepares its engine; nothing is opened yet. */
export const prepareEngine = (
  project: CheckedProject,
  options: {
    readonly connections: Readonly<Record<string, ConnectionOptions>>
    readonly settings: Project | undefined
    readonly directory: string
    /** Keeps dead letters that are too large for their target; `.sluice` in the directory unless said. */
    readonly stateFolder?: string
    readonly log: Log
    readonly seed: number
    /** The journal of streams that are `local`; without it they are `upstream`. */
    readonly durable?: DurableState
    readonly catalog?: Catalog
    readonly failpoint?: Failpoint | undefined
    readonly note?: EvaluationNote | undefined
    /** Which of several workers it is; the only one unless said. */
    readonly worker?: WorkerNumber
  },
): Engine => {
  const program = compileProgram(project, compileOptions({ seed: options.seed, encodeAll: false }))
  const { settings } = options
  return createEngine(program, {
    connections: options.connections,
    catalog: options.catalog ?? defaultCatalog,
    clock: systemClock,
    log: options.log,
    random: Math.random,
    deadLetters: letterTarget({ ...options, catalog: options.catalog ?? defaultCatalog }),
    keepInput: settings?.deadLetters.keepInput === true,
    limits: engineLimitsOf(settings?.limits ?? {}),
    ...(options.worker === undefined ? {} : { worker: options.worker }),
    ...(options.note === undefined ? {} : { note: options.note }),
    ...(options.failpoint === undefined ? {} : { failpoint: options.failpoint }),
    ...(options.durable === undefined ? {} : { durable: options.durable }),
  })
}
