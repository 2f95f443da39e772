import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { parseAddress } from './address.ts'

/** An IPv4 address as a number; NULL where the text is none. */
export const ipToIntegerFunction = defineFunction({
  name: 'ip_to_integer',
  aliases: ['inet_aton'],
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an IPv4 or IPv6 address' }],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'An IPv4 address as a number; NULL where the text is none.',
  examples: [
    { expression: "ip_to_integer('192.168.1.1')", result: '3232235777' },
    { expression: "ip_to_integer('::1')", result: 'null' },
  ],
  evaluate: ([address]) => {
    const found = parseAddress(address as string)
    return found?.version === 4 ? Number(found.bits) : null
  },
})
