import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { parseAddress } from './address.ts'

/** Is the text an IPv4 or IPv6 address? */
export const isIpFunction = defineFunction({
  name: 'is_ip',
  group: 'network',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the text an IPv4 or IPv6 address?',
  examples: [
    { expression: "is_ip('10.0.0.1')", result: 'true' },
    { expression: "is_ip('10.0.0.01')", result: 'false' },
    { expression: "is_ip('fe80::1')", result: 'true' },
  ],
  evaluate: ([text]) => parseAddress(text as string) !== undefined,
})
