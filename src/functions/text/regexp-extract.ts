import { defineFunction } from '../../catalog/function.ts'

/** The first match of a pattern, or one of its groups; NULL where nothing matches. */
export const regexpExtractFunction = defineFunction({
  name: 'regexp_extract',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'what is looked for, in the RE2 dialect' },
    { name: 'group', kinds: ['INTEGER'], prose: 'which group, 0 for the whole match', optional: true },
  ],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern'],
  prose: 'The first match of a pattern, or one of its groups; NULL where nothing matches.',
  examples: [
    { expression: "regexp_extract('id=42;', 'id=([0-9]+)', 1)", result: '"42"' },
    { expression: "regexp_extract('abc', 'x')", result: 'null' },
  ],
  evaluate: ([text, pattern, group], { capabilities }) =>
    capabilities.pattern(pattern as string).exec(text as string, 0)?.groups[Number(group ?? 0)] ?? null,
})
