import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'

/** The fields of a line of CSV, by RFC 4180: a field in double quotes may contain the separator, and a quote in it is doubled. */
export const parseCsvFunction = defineFunction({
  name: 'parse_csv',

  group: 'text',
  parameters: [
    { name: 'line', kinds: ['STRING'], prose: 'one line of CSV' },
    {
      name: 'separator',
      kinds: ['STRING'],
      prose: 'what stands between the fields, one character; a comma if absent',
      optional: true,
    },
  ],
  result: () => ({ kind: 'ARRAY', nullable: false, element: of('STRING') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose:
    'The fields of a line of CSV, by RFC 4180: a field in double quotes may contain the separator, and a quote in it is doubled.',
  examples: [
    { expression: 'parse_csv(\'a,"b,c","d""e"\')', result: '["a","b,c","d\\"e"]' },
    { expression: "parse_csv('1;;3', ';')", result: '["1","","3"]' },
  ],
  evaluate: ([line, separator]) => {
    const text = line as string
    const comma = ((separator as string | undefined) ?? ',') || ','
    const fields: string[] = []
    let field = ''
    let quoted = false
    for (let at = 0; at < text.length; at++) {
      const one = text.charAt(at)
      if (quoted && one === '"' && text.charAt(at + 1) === '"') field += text.charAt(++at)
      else if (one === '"' && (quoted || field === '')) quoted = !quoted
      else if (!quoted && text.startsWith(comma, at)) {
        fields.push(field)
        field = ''
        at += comma.length - 1
      } else field += one
    }
    return limitedArray([...fields, field])
  },
})
