import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray, newObject } from '../limits.ts'

/** The pairs of a text such as a=1;b=2 as an object of texts. A name without value gets an empty text; of two with one name the last counts. */
export const parseKeyValueFunction = defineFunction({
  name: 'parse_key_value',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pairs', kinds: ['STRING'], prose: 'what stands between pairs; ; if absent', optional: true },
    {
      name: 'key',
      kinds: ['STRING'],
      prose: 'what stands between a name and its value; = if absent',
      optional: true,
    },
  ],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose:
    'The pairs of a text such as a=1;b=2 as an object of texts. A name without value gets an empty text; of two with one name the last counts.',
  examples: [
    { expression: "parse_key_value('t=21.5; h=40')", result: '{"t":"21.5","h":"40"}' },
    { expression: "parse_key_value('a:1,b', ',', ':')", result: '{"a":"1","b":""}' },
  ],
  evaluate: ([text, pairs, key]) => {
    const separator = (key as string | undefined) ?? '='
    const object = newObject()
    for (const pair of limitedArray((text as string).split((pairs as string | undefined) ?? ';'))) {
      if (pair.trim() === '') continue
      const at = separator === '' ? -1 : pair.indexOf(separator)
      const name = at < 0 ? pair : pair.slice(0, at)
      object[name.trim()] = at < 0 ? '' : pair.slice(at + separator.length).trim()
    }
    return object
  },
})
