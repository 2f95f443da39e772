import { checkProject } from '../../src/check/check.ts'
import type { KnownConnection } from '../../src/check/check-options.ts'
import { compileOptions } from '../../src/cli/compile-options.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import { compileProgram } from '../../src/codegen/compile-program.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { nodeCapabilities } from '../../src/runtime/capabilities.ts'
import { createEngine, type Engine, type EngineOptions } from '../../src/runtime/engine.ts'
import { parse } from '../../src/syntax/parse.ts'
import { quietLog } from './lane-rig.ts'

/** Connections as they would stand in sluice.yaml: `type` and the connector's settings. */
export type Connections = Readonly<
  Record<string, { readonly type: string } & Readonly<Record<string, unknown>>>
>

export interface EngineRig {
  readonly engine: Engine
  /** Dead letters that went to no server. */
  readonly letters: Readonly<Record<string, unknown>>[]
}

/** What the checker finds in a rule file, `slug: message` each, and the project. */
export const checked = (text: string, connections: Connections) => {
  const document = new SourceDocument('engine.rules', text)
  const collector = new Collector()
  const known = Object.entries(connections).map(([name, { type, ...settings }]) => {
    const connection: KnownConnection = { type, audience: 'internal', settings }
    return [name, connection] as const
  })
  const project = checkProject(
    {
      files: [{ document, file: parse(document, collector) }],
      catalog: defaultCatalog,
      capabilities: nodeCapabilities(),
      connections: new Map(known),
    },
    collector,
  )
  const findings = collector
    .sorted()
    .map(({ message, severity, slug }) => ({ severity, text: `${slug}: ${message}` }))
  return { project, errors: findings.filter(({ severity }) => severity === 'error').map((one) => one.text) }
}

/** An engine for a rule file and real servers; not started yet. */
export const engineRig = (
  text: string,
  connections: Connections,
  options: Partial<EngineOptions> = {},
): EngineRig => {
  const { errors, project } = checked(text, connections)
  if (errors.length > 0) throw new Error(errors.join('\n'))
  const letters: Readonly<Record<string, unknown>>[] = []
  const parsed = Object.entries(connections).map(([name, { type, ...settings }]) => [
    name,
    defaultCatalog.connector(type)!.connection.parse(settings) as Readonly<Record<string, unknown>>,
  ])
  const engine = createEngine(compileProgram(project, compileOptions({ seed: 1, encodeAll: false })), {
    connections: Object.fromEntries(parsed) as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    catalog: defaultCatalog,
    clock: systemClock,
    log: quietLog,
    random: () => 0.5,
    deadLetters: {
      name: 'memory',
      append: async (lines: Buffer): Promise<void> => {
        for (const line of lines.toString('utf8').trimEnd().split('\n'))
          letters.push(JSON.parse(line) as Readonly<Record<string, unknown>>)
      },
      close: async () => {},
    },
    ...options,
  })
  return { engine, letters }
}
