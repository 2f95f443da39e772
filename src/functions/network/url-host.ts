import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { urlOf } from './url.ts'

/** The host of a URL in lower case; NULL where the text is no URL. */
export const urlHostFunction = defineFunction({
  name: 'url_host',
  aliases: ['domain'],
  group: 'network',
  parameters: [{ name: 'url', kinds: ['STRING'], prose: 'an absolute URL' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The host of a URL in lower case; NULL where the text is no URL.',
  examples: [
    { expression: "url_host('https://Example.com:8443/a')", result: '"example.com"' },
    { expression: "url_host('/a')", result: 'null' },
  ],
  evaluate: ([url]) => urlOf(url as string)?.host ?? null,
})
