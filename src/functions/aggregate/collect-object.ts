import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'
import { anyValue } from './shapes.ts'

/** An object of one member for each record, 1,000 at most; of two with one name the last counts. */
export const collectObjectAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'collect_object',
  aliases: ['json_object_agg', 'object_agg'],
  parameters: [{ name: 'name', kinds: ['STRING'], prose: 'the name of a member' }, anyValue],
  result: () => of('OBJECT'),

  prose: 'An object of one member for each record, 1,000 at most; of two with one name the last counts.',
  examples: [
    {
      expression: 'collect_object(d, x)',
      rows: '[{"d":"a","x":2},{"d":"b","x":9},{"d":"c","x":null}]',
      result: '{"a":2,"b":9,"c":null}',
    },
    { expression: 'collect_object(d, x)', rows: '[]', result: '{}' },
  ],
})
