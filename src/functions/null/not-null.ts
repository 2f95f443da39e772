import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Value } from '../../types/value.ts'
import { anyType } from '../limits.ts'

/** The value; an error where it is NULL. */
export const notNullFunction = defineFunction({
  name: 'not_null',
  group: 'null',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: ([type]) => {
    const { kind } = type ?? anyType
    return kind === 'ANY' || kind === 'NULL' ? anyType : { ...(type ?? anyType), nullable: false }
  },
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['null-value'],
  prose: 'The value; the record fails where it is NULL, so that a row without it is never made.',
  examples: [
    { expression: 'upper(not_null(a))', row: '{"a": "x"}', result: '"X"' },
    { expression: 'not_null(a)', row: '{}', error: 'null-value' },
  ],
  evaluate: ([value]) => {
    if (value == null) throw new RecordError('null-value', 'a value that must not be NULL is NULL')
    return value as Value
  },
})
