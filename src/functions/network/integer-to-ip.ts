import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { addressText } from './address.ts'

/** The IPv4 address of a number; NULL outside 32 bits. */
export const integerToIpFunction = defineFunction({
  name: 'integer_to_ip',
  aliases: ['inet_ntoa'],
  group: 'network',
  parameters: [{ name: 'number', kinds: ['INTEGER'], prose: '0 to 4294967295' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The IPv4 address of a number; NULL outside 32 bits.',
  examples: [
    { expression: 'integer_to_ip(3232235777)', result: '"192.168.1.1"' },
    { expression: 'integer_to_ip(-1)', result: 'null' },
  ],
  evaluate: ([number]) => {
    const bits = BigInt(number as number | bigint)
    return bits < 0n || bits > 0xffffffffn ? null : addressText({ version: 4, bits })
  },
})
