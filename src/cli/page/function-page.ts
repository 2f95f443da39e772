import type { Example, FunctionEntry, Parameter } from '../../catalog/function.ts'
import { signatureOf } from '../signature.ts'

/** A parameter with what it takes. */
export const parameterLine = ({
  name,
  kinds,
  prose,
  constant,
  values,
  lambda,
  optional,
}: Parameter): string => {
  const kind = lambda === undefined ? kinds.join(' or ') : 'a lambda'
  const marks = [kind, ...(optional === true ? ['optional'] : []), ...(constant === true ? ['constant'] : [])]
  const allowed = values === undefined ? '' : `: ${values.map((value) => `\`'${value}'\``).join(', ')}`
  return `- \`${name}\` (${marks.join(', ')}): ${prose}${allowed}`
}

/** One example as people read it: what is written, over which row, and what it gives. */
export const exampleLine = (example: Example): string => {
  const result = 'result' in example ? example.result : `error ${example.error}`
  const row = example.row === undefined ? '' : `   -- over ${example.row}`
  const note = example.note === undefined ? '' : `   -- ${example.note}`
  return `${example.expression}  →  ${result}${row}${note}`
}

const determinism: Record<FunctionEntry['determinism'], string | undefined> = {
  pure: undefined,
  'per-record': 'Its value depends on the record too.',
  seeded: 'Its value depends on the clock or a seed, so a replay gives the same only with the same seed.',
}

/** What is worth knowing about a function beside what it does. */
const remarks = (entry: FunctionEntry): readonly string[] =>
  [
    entry.aliases === undefined || entry.aliases.length === 0
      ? undefined
      : `Also written ${entry.aliases.map((name) => `\`${name}\``).join(', ')}.`,
    entry.nulls === 'propagate' && entry.parameters.length > 0
      ? 'NULL in any argument gives NULL.'
      : undefined,
    determinism[entry.determinism],
    entry.errors === undefined || entry.errors.length === 0
      ? undefined
      : `Fails with ${entry.errors.map((slug) => `\`${slug}\``).join(', ')}.`,
  ].filter((remark) => remark !== undefined)

/** A function's page, made from its entry. */
export const functionPage = (entry: FunctionEntry): string =>
  [
    `## ${entry.name}`,
    `\`\`\`\n${signatureOf(entry)}\n\`\`\``,
    entry.prose,
    entry.parameters.map(parameterLine).join('\n'),
    remarks(entry).join(' '),
    `\`\`\`\n${entry.examples.map(exampleLine).join('\n')}\n\`\`\``,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
