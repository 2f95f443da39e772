import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'

/** The texts as one, in order, with a separator between them. NULLs are skipped. */
export const stringAggAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'string_agg',
  aliases: ['listagg'],
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the texts' },
    { name: 'separator', kinds: ['STRING'], prose: 'what stands between them', constant: true },
  ],
  result: () => maybe('STRING'),
  distinct: true,
  prose: 'The texts as one, in order, with a separator between them. NULLs are skipped.',
  examples: [
    {
      expression: "string_agg(d, '-')",
      rows: '[{"d":"a","x":2},{"d":"b","x":9},{"d":"c","x":null}]',
      result: '"a-b-c"',
    },
    { expression: "string_agg(d, '-')", rows: '[]', result: 'null' },
  ],
})
