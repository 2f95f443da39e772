import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { mergePatch } from './merge-patch.ts'

/** A value changed by a JSON Merge Patch (RFC 7396): objects merge deeply, members that the patch has as NULL go, all else is replaced. */
export const jsonMergePatchFunction = defineFunction({
  name: 'json_merge_patch',
  aliases: ['json_merge', 'deep_merge'],
  group: 'json',
  parameters: [
    { name: 'target', kinds: ['ANY'], prose: 'the value that is changed' },
    { name: 'patch', kinds: ['ANY'], prose: 'what changes: members of NULL go' },
  ],
  result: () => maybe('ANY'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose:
    'A value changed by a JSON Merge Patch (RFC 7396): objects merge deeply, members that the patch has as NULL go, all else is replaced.',
  examples: [
    {
      expression: 'json_merge_patch({a: 1, b: {c: 2, d: 3}}, {b: {c: NULL, e: 4}})',
      result: '{"a":1,"b":{"d":3,"e":4}}',
    },
    { expression: 'json_merge_patch({a: 1}, [1])', result: '[1]' },
  ],
  evaluate: ([target, patch], environment) => mergePatch(target as Value, patch as Value, environment),
})
