import { defineFunction } from '../../catalog/function.ts'
import { of, maybe } from '../../types/type.ts'
import { urlOf } from './url.ts'

/** The parts of a URL as {scheme, user, host, port, path, query, fragment}, still encoded; NULL where the text is none. */
export const parseUrlFunction = defineFunction({
  name: 'parse_url',
  aliases: ['url_parse'],
  group: 'network',
  parameters: [{ name: 'url', kinds: ['STRING'], prose: 'an absolute URL' }],
  result: () => ({
    ...maybe('OBJECT'),
    fields: [
      { name: 'scheme', type: of('STRING') },
      { name: 'user', type: maybe('STRING') },
      { name: 'host', type: of('STRING') },
      { name: 'port', type: maybe('INTEGER') },
      { name: 'path', type: of('STRING') },
      { name: 'query', type: maybe('STRING') },
      { name: 'fragment', type: maybe('STRING') },
    ],
  }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The parts of a URL as {scheme, user, host, port, path, query, fragment}, still encoded; NULL where the text is none.',
  examples: [
    {
      expression: "parse_url('https://bob@Example.com:8443/a/b?x=1#top')",
      result:
        '{"scheme":"https","user":"bob","host":"example.com","port":8443,"path":"/a/b","query":"x=1","fragment":"top"}',
    },
    { expression: "parse_url('not a url')", result: 'null' },
    { expression: "parse_url('mqtt://[::1]/').host", result: '"[::1]"' },
  ],
  evaluate: ([url]) => {
    const parts = urlOf(url as string)
    return parts === undefined ? null : { ...parts }
  },
})
