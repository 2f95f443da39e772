import type { ConnectionOptions } from '../catalog/connector.ts'
import type { Project } from './project.ts'
import { resolveReferences, type References } from './references.ts'

/** Connections ready to be opened, or what stands in the way: names of missing references, and wrong settings. */
export interface ResolvedConnections {
  readonly options: Readonly<Record<string, ConnectionOptions>>
  readonly missing: readonly string[]
  readonly problems: readonly string[]
}

/** Resolves the references of the connections that are used. No value is ever part of a problem's text. */
export const resolveConnections = (
  project: Project,
  used: ReadonlySet<string>,
  references: References,
): ResolvedConnections => {
  const missing = new Set<string>()
  const problems: string[] = []
  const options: Record<string, ConnectionOptions> = {}
  for (const connection of project.connections.values()) {
    if (!used.has(connection.name)) continue
    const before = missing.size
    const resolved = resolveReferences(connection.options, references, missing)
    if (missing.size > before) continue
    const parsed = connection.connector.connection.safeParse(resolved)
    if (parsed.success) options[connection.name] = parsed.data as ConnectionOptions
    else
      for (const issue of parsed.error.issues)
        problems.push(
          `connection ${connection.name}: ${[...issue.path.map(String), issue.message].join(': ')}`,
        )
  }
  return { options, missing: [...missing], problems }
}
