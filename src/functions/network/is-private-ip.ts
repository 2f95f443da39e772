import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { parseAddress, parseNetwork, isWithin } from './address.ts'

const networks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '0.0.0.0/8',
  '::1/128',
  '::/128',
  'fe80::/10',
  'fc00::/7',
  '2001:db8::/32',
].flatMap((text) => parseNetwork(text) ?? [])

/** Is the address for private, local or test use only: RFC 1918, loopback, link-local, shared (RFC 6598), unique local (RFC 4193), documentation? NULL where the text is no IP address. */
export const isPrivateIpFunction = defineFunction({
  name: 'is_private_ip',
  group: 'network',
  parameters: [{ name: 'address', kinds: ['STRING'], prose: 'an IPv4 or IPv6 address' }],
  result: () => maybe('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'Is the address for private, local or test use only: RFC 1918, loopback, link-local, shared (RFC 6598), unique local (RFC 4193), documentation? NULL where the text is no IP address.',
  examples: [
    { expression: "is_private_ip('192.168.1.1')", result: 'true' },
    { expression: "is_private_ip('8.8.8.8')", result: 'false' },
    { expression: "is_private_ip('fd00::1')", result: 'true' },
    { expression: "is_private_ip('x')", result: 'null' },
  ],
  evaluate: ([address]) => {
    const found = parseAddress(address as string)
    return found === undefined ? null : networks.some((network) => isWithin(found, network))
  },
})
