import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { addressText, parseNetwork, maskOf } from './address.ts'
import { networkParameter } from './network-parameter.ts'

/** The last address of a network, which is its broadcast address in IPv4; NULL where the text is none. */
export const cidrBroadcastFunction = defineFunction({
  name: 'cidr_broadcast',
  aliases: ['broadcast'],
  group: 'network',
  parameters: [networkParameter],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The last address of a network, which is its broadcast address in IPv4; NULL where the text is none.',
  examples: [
    { expression: "cidr_broadcast('192.168.1.77/24')", result: '"192.168.1.255"' },
    { expression: "cidr_broadcast('10.0.0.0/8')", result: '"10.255.255.255"' },
    { expression: "cidr_broadcast('x')", result: 'null' },
  ],
  evaluate: ([network]) => {
    const found = parseNetwork(network as string)
    if (found === undefined) return null
    const { first, prefix } = found
    return addressText({ version: first.version, bits: first.bits + maskOf(first.version, prefix) })
  },
})
