import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { parseAddress, addressText } from './address.ts'

/** The address in the one form of RFC 5952, so that equal addresses are equal texts; NULL where the text is none. */
export const ipNormalizeFunction = defineFunction({
  name: 'ip_normalize',
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an IPv4 or IPv6 address' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The address in the one form of RFC 5952, so that equal addresses are equal texts; NULL where the text is none.',
  examples: [
    { expression: "ip_normalize('2001:0DB8:0:0:1:0:0:1')", result: '"2001:db8::1:0:0:1"' },
    { expression: "ip_normalize('10.0.0.1')", result: '"10.0.0.1"' },
    { expression: "ip_normalize('::g')", result: 'null' },
  ],
  evaluate: ([address]) => {
    const found = parseAddress(address as string)
    return found === undefined ? null : addressText(found)
  },
})
