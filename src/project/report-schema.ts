import type * as z from 'zod'
import { closestName } from '../base/closest-name.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { YamlDocument } from './yaml-document.ts'

type Issue = z.core.$ZodIssue

/** Keys that a schema knows, for suggestions. */
const keysOf = (schema: z.ZodType): readonly string[] => {
  const { shape } = schema as { shape?: Record<string, unknown> }
  return shape === undefined ? [] : Object.keys(shape)
}

const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.')

/** Turns a schema's issues into findings at their places. `path` leads to what was checked. */
export const reportIssues = (
  yaml: YamlDocument,
  path: readonly PropertyKey[],
  issues: readonly Issue[],
  schema: z.ZodType,
  collector: Collector,
): void => {
  for (const issue of issues) {
    const place = [...path, ...issue.path]
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const close = closestName(key, keysOf(schema))
        collector.add('unknown-setting', yaml.source, yaml.keySpan(place, key), {
          message: `there is no setting ${pathText([...place, key])}`,
          ...(close === undefined ? {} : { help: `did you mean ${close}?` }),
        })
      }
    } else
      collector.add('bad-setting', yaml.source, yaml.span(place), {
        message: `${pathText(place) === '' ? 'the file' : pathText(place)}: ${issue.message}`,
      })
  }
}
