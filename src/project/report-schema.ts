import type * as z from 'zod'
import { closestName } from '../base/closest-name.ts'
import type { Collector } from '../diagnostic/collector.ts'
import { issueWords } from './issue-words.ts'
import { memberSchema, settingNames } from './schema-walk.ts'
import type { YamlDocument } from './yaml-document.ts'

type Issue = z.core.$ZodIssue

export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step, k) => (typeof step === 'number' ? `[${String(step)}]` : (k > 0 ? '.' : '') + String(step)))
    .join('')

/** The value at a path of plain data; only own members count. */
export const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return at
}

/** What was checked, where it stands, and against what. */
export interface CheckedPart {
  readonly yaml: YamlDocument
  readonly path: readonly PropertyKey[]
  readonly value: unknown
  readonly schema: z.ZodType
  /** Settings that are known beside the schema's own. */
  readonly alsoKnown?: readonly string[]
}

const reportUnknown = (
  part: CheckedPart,
  place: readonly PropertyKey[],
  key: string,
  known: readonly string[],
  collector: Collector,
): void => {
  const { yaml } = part
  const span = yaml.keySpan(place, key)
  const close = closestName(key, known)
  collector.add('unknown-setting', yaml.source, span, {
    message: `there is no setting ${pathText([...place, key])}`,
    ...(close === undefined
      ? { help: `there are ${known.join(', ')}` }
      : {
          help: `did you mean ${close}?`,
          fix: { title: `Rename to ${close}`, isGuess: true, edits: [{ span, text: close }] },
        }),
  })
}

/** Turns a schema's issues into findings at their places. */
export const reportIssues = (part: CheckedPart, issues: readonly Issue[], collector: Collector): void => {
  const { yaml, schema, value, path } = part
  for (const issue of issues) {
    const place = [...path, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      const own = issue.path.length === 0 ? (part.alsoKnown ?? []) : []
      const known = [...own, ...settingNames(memberSchema(schema, issue.path))]
      for (const key of issue.keys) reportUnknown(part, place, key, known, collector)
      continue
    }
    const found = valueAt(value, issue.path)
    // What is missing is shown at the mapping that lacks it.
    const span = found === undefined && place.length > 0 ? yaml.ownerSpan(place) : yaml.span(place)
    const name = place.length === 0 ? 'the file' : pathText(place)
    collector.add('bad-setting', yaml.source, span, { message: `${name}: ${issueWords(issue, found)}` })
  }
}
