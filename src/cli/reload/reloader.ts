import { errorWords } from '../../base/error-words.ts'
import { compileProgram } from '../../codegen/compile-program.ts'
import type { ConnectionOptions } from '../../catalog/connector.ts'
import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import type { Engine } from '../../runtime/engine.ts'
import type { Log } from '../../stream/log.ts'
import { compileOptions } from '../compile-options.ts'
import type { LoadedRules } from '../load-rules.ts'
import { failsAt } from '../report.ts'
import { isPathProblem } from '../rule-files.ts'
import { refused, reloadReport, type ReloadReport } from './reload-report.ts'

export interface ReloaderParts {
  readonly engine: Engine
  readonly log: Log
  readonly seed: number
  /** What runs at first. */
  readonly loaded: LoadedRules
  /** Reads the files again. */
  readonly load: () => Promise<LoadedRules>
  /** The settings of the connections that rules use; or what is wrong with them, in lines. */
  readonly connect: (
    loaded: LoadedRules,
  ) => Promise<Readonly<Record<string, ConnectionOptions>> | readonly string[]>
}

/** Sections of sluice.yaml that a running worker does not read again. */
const unreadSections = (before: LoadedRules, next: LoadedRules): readonly string[] => {
  const sections = {
    limits: 'limits',
    deadLetters: 'dead_letters',
    state: 'state',
    metrics: 'metrics',
  } as const
  const textOf = ({ settings }: LoadedRules, name: keyof typeof sections): string =>
    JSON.stringify(settings?.[name] ?? null)
  return (Object.keys(sections) as (keyof typeof sections)[])
    .filter((name) => textOf(before, name) !== textOf(next, name))
    .map((name) => sections[name])
}

const isLines = (
  found: Readonly<Record<string, ConnectionOptions>> | readonly string[],
): found is readonly string[] => Array.isArray(found)

/** Reads rule files again and lets the engine change over; an invalid version changes nothing. One at a time. */
export class Reloader {
  private readonly parts: ReloaderParts
  private readonly first: LoadedRules
  private last: Promise<unknown> = Promise.resolve()

  constructor(parts: ReloaderParts) {
    this.parts = parts
    this.first = parts.loaded
  }

  /** What came of it is in the log too. */
  reload(discardLanes: readonly string[] = []): Promise<ReloadReport> {
    const next = this.last.then(() => this.attempt(discardLanes))
    this.last = next.catch(() => undefined)
    return next
  }

  private async attempt(discardLanes: readonly string[]): Promise<ReloadReport> {
    const report = await this.reloaded(discardLanes).catch((error: unknown) => {
      const isTheirs = isPathProblem(error) || typeof (error as NodeJS.ErrnoException).code === 'string'
      const words = errorWords(error)
      return refused([isTheirs ? words : `a mistake of Sluice itself, please report it: ${words}`])
    })
    const { log } = this.parts
    for (const line of report.lines) if (report.isDone) log.info(line)
    if (!report.isDone) log.error(report.lines.join('\n'))
    return report
  }

  private async reloaded(discardLanes: readonly string[]): Promise<ReloadReport> {
    const { connect, engine, load, seed } = this.parts
    const loaded = await load()
    if (failsAt(loaded.diagnostics, 'error'))
      return refused(loaded.diagnostics.map((one) => `${renderHuman(one, plainPalette)}\n`))
    const connections = await connect(loaded)
    if (isLines(connections)) return refused(connections)
    const program = compileProgram(loaded.project, compileOptions({ seed, encodeAll: false }))
    const known = new Set([...(loaded.settings?.connections.keys() ?? []), ...Object.keys(connections)])
    const outcome = await engine.reload(program, { connections, known, discardLanes })
    return reloadReport(outcome, unreadSections(this.first, loaded))
  }
}
