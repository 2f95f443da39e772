import { isAbsolute, join } from 'node:path'
import type * as z from 'zod'
import type { ConnectionOptions } from '../catalog/connector.ts'
import { issueWords } from './issue-words.ts'
import type { Connection, Project } from './project.ts'
import { hasReference, resolveReferences, type References, type Resolution } from './references.ts'
import { pathText, valueAt } from './report-schema.ts'

/** Connections ready to be opened, or what stands in the way: names of missing references, and wrong settings. */
export interface ResolvedConnections {
  readonly options: Readonly<Record<string, ConnectionOptions>>
  readonly missing: readonly string[]
  readonly problems: readonly string[]
  /** Values that no output may show. */
  readonly secrets: ReadonlySet<string>
}

const isPathName = (name: string): boolean => /^(file|directory)$|_file$/.test(name)

/** Settings that name files, the schema's defaults too, are relative to the folder of sluice.yaml, wherever the command was called. */
const withPaths = (value: unknown, directory: string): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => {
      const isRelative =
        isPathName(name) && typeof one === 'string' && one !== '' && one !== ':memory:' && !isAbsolute(one)
      return [name, isRelative ? join(directory, one) : withPaths(one, directory)]
    }),
  )
}

/** What the text of a reference stands for where another kind is expected: `port: '${env:PORT}'`. */
const scalarOf = (text: string, expected: string): unknown => {
  if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
}

const withValue = (value: unknown, path: readonly PropertyKey[], inner: unknown): unknown => {
  const [step, ...rest] = path
  if (step === undefined) return inner
  if (Array.isArray(value))
    return (value as readonly unknown[]).map((one, k) => (k === step ? withValue(one, rest, inner) : one))
  return Object.fromEntries(
    Object.entries(value as object).map(([key, one]) => [
      key,
      key === step ? withValue(one, rest, inner) : one,
    ]),
  )
}

/** Reads texts that came from references as numbers or truth values where the schema wants these. */
const parse = (connection: Connection, resolved: unknown): z.ZodSafeParseResult<unknown> => {
  const schema = connection.connector.connection
  const first = schema.safeParse(resolved)
  if (first.success) return first
  let value = resolved
  for (const issue of first.error.issues) {
    const found = valueAt(resolved, issue.path)
    if (issue.code !== 'invalid_type' || typeof found !== 'string') continue
    if (hasReference(valueAt(connection.options, issue.path)))
      value = withValue(value, issue.path, scalarOf(found, issue.expected))
  }
  return value === resolved ? first : schema.safeParse(value)
}

/**
 * Resolves the references of the connections that are used. No value is ever part of a problem's text. `directory` is
 * the folder of sluice.yaml.
 */
export const resolveConnections = (
  project: Project,
  used: ReadonlySet<string>,
  references: References,
  directory = '',
): ResolvedConnections => {
  const missing = new Set<string>()
  const secrets = new Set<string>()
  const problems: string[] = []
  const options: Record<string, ConnectionOptions> = {}
  for (const connection of project.connections.values()) {
    if (!used.has(connection.name)) continue
    const into: Resolution = { missing: new Set(), secrets }
    const resolved = resolveReferences(connection.options, references, into)
    for (const name of into.missing) missing.add(name)
    if (into.missing.size > 0) continue
    const parsed = parse(connection, resolved)
    if (parsed.success) options[connection.name] = withPaths(parsed.data, directory) as ConnectionOptions
    else
      for (const issue of parsed.error.issues) {
        const words = issueWords(issue, valueAt(resolved, issue.path))
        problems.push(`${pathText(['connections', connection.name, ...issue.path])}: ${words}`)
      }
  }
  return { options, missing: [...missing], problems, secrets }
}
