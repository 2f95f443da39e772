import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { decodePart } from './url.ts'

/** The text of a percent-encoded part of a URL; NULL where it is damaged or no UTF-8. */
export const urlDecodeFunction = defineFunction({
  name: 'url_decode',
  group: 'network',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The text of a percent-encoded part of a URL; NULL where it is damaged or no UTF-8.',
  examples: [
    { expression: "url_decode('a%2Fb%20c')", result: '"a/b c"' },
    { expression: "url_decode('%zz')", result: 'null' },
  ],
  evaluate: ([text]) => decodePart(text as string, false),
})
