import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { parseAddress } from './address.ts'

/** The version of an IP address, 4 or 6; NULL where the text is none. */
export const ipVersionFunction = defineFunction({
  name: 'ip_version',
  aliases: ['family'],
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an IPv4 or IPv6 address' }],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The version of an IP address, 4 or 6; NULL where the text is none.',
  examples: [
    { expression: "ip_version('10.0.0.1')", result: '4' },
    { expression: "ip_version('::1')", result: '6' },
    { expression: "ip_version('10.0.0.256')", result: 'null' },
  ],
  evaluate: ([address]) => parseAddress(address as string)?.version ?? null,
})
