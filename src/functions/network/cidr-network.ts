import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { addressText, parseNetwork } from './address.ts'
import { networkParameter } from './network-parameter.ts'

/** The first address of a network; NULL where the text is none. */
export const cidrNetworkFunction = defineFunction({
  name: 'cidr_network',
  aliases: ['network'],
  group: 'network',
  parameters: [networkParameter],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The first address of a network; NULL where the text is none.',
  examples: [
    { expression: "cidr_network('192.168.1.77/24')", result: '"192.168.1.0"' },
    { expression: "cidr_network('2001:db8:1::77/32')", result: '"2001:db8::"' },
    { expression: "cidr_network('x/8')", result: 'null' },
  ],
  evaluate: ([network]) => {
    const found = parseNetwork(network as string)
    return found === undefined ? null : addressText(found.first)
  },
})
