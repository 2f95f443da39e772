import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { urlOf } from './url.ts'

/** The path of a URL, still encoded; NULL where the text is no URL. */
export const urlPathFunction = defineFunction({
  name: 'url_path',
  group: 'network',
  parameters: [{ name: 'url', kinds: ['STRING'], prose: 'an absolute URL' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The path of a URL, still encoded; NULL where the text is no URL.',
  examples: [
    { expression: "url_path('https://example.com/a%20b?x=1')", result: '"/a%20b"' },
    { expression: "url_path('https://example.com')", result: '""' },
    { expression: "url_path('x')", result: 'null' },
  ],
  evaluate: ([url]) => urlOf(url as string)?.path ?? null,
})
