import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'
import { urlOf, decodePart } from './url.ts'

/** The first value of a parameter of the query of a URL, decoded; NULL where there is none. */
export const urlQueryFunction = defineFunction({
  name: 'url_query',
  group: 'network',
  parameters: [
    { name: 'url', kinds: ['STRING'], prose: 'an absolute URL' },
    { name: 'name', kinds: ['STRING'], prose: 'the parameter' },
  ],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The first value of a parameter of the query of a URL, decoded; NULL where there is none.',
  examples: [
    { expression: "url_query('https://example.com/?a=1&b=x%20y+z', 'b')", result: '"x y z"' },
    { expression: "url_query('https://example.com/?a', 'a')", result: '""' },
    { expression: "url_query('https://example.com/', 'a')", result: 'null' },
  ],
  evaluate: ([url, name]) => {
    for (const pair of limitedArray((urlOf(url as string)?.query ?? '').split('&'))) {
      const at = pair.indexOf('=')
      const key = at < 0 ? pair : pair.slice(0, at)
      if (key !== '' && decodePart(key, true) === name)
        return at < 0 ? '' : decodePart(pair.slice(at + 1), true)
    }
    return null
  },
})
