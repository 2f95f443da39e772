import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { parseAddress, parseNetwork, isWithin } from './address.ts'
import { networkParameter } from './network-parameter.ts'

/** Is the IP address in the network? NULL where one of both is none; an IPv4 address is in no IPv6 network. */
export const inCidrFunction = defineFunction({
  name: 'in_cidr',
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an IPv4 or IPv6 address' }, networkParameter],
  result: () => maybe('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'Is the IP address in the network? NULL where one of both is none; an IPv4 address is in no IPv6 network.',
  examples: [
    { expression: "in_cidr('10.1.2.3', '10.0.0.0/8')", result: 'true' },
    { expression: "in_cidr('11.0.0.1', '10.0.0.0/8')", result: 'false' },
    { expression: "in_cidr('2001:db8::1', '2001:db8::/32')", result: 'true' },
    { expression: "in_cidr('x', '10.0.0.0/8')", result: 'null' },
  ],
  evaluate: ([address, network]) => {
    const found = parseAddress(address as string)
    const wanted = parseNetwork(network as string)
    return found === undefined || wanted === undefined ? null : isWithin(found, wanted)
  },
})
