import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { shownText } from '../text/text-of.ts'
import { entered, stepInto } from './json-at.ts'
import { memberText } from './member-text.ts'
import { pathParameters } from './path-parameters.ts'

/** The text of the value at a path; 2.0 keeps its point there. */
export const textAtFunction = defineFunction({
  name: 'text_at',
  group: 'json',
  parameters: pathParameters,
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The value at a path as a message shows it, like text_of(json_at(…)), but for a number that the JSON writes as 2.0, which keeps its point; NULL where there is nothing.',
  examples: [
    { expression: "text_at('{\"a\": [1, 2.0]}', 'a', 2)", result: '"2.0"' },
    { expression: "text_at({a: 2}, 'a')", result: '"2"' },
    { expression: "text_at('{\"a\": null}', 'a')", result: '"null"' },
    { expression: "text_at({a: 2}, 'b')", result: 'null' },
  ],
  evaluate: ([value, ...steps], environment) => {
    const path = steps as readonly Value[]
    const container = entered(path.slice(0, -1).reduce<Value>(stepInto, value as Value))
    const last = path.at(-1)
    const found = last === undefined ? (value as Value) : stepInto(container, last)
    if (found === undefined) return null
    return last === undefined
      ? shownText(found, environment)
      : memberText(container, last, found, environment)
  },
})
