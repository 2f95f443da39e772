import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** An IP address without its host: the last byte of IPv4 and the last 80 bits of IPv6 as zeros; NULL where the text is none. */
export const maskIpFunction = defineFunction({
  name: 'mask_ip',
  group: 'mask',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'An IP address without its host: the last byte of IPv4 and the last 80 bits of IPv6 as zeros; NULL where the text is none.',
  examples: [
    { expression: "mask_ip('203.0.113.77')", result: '"203.0.113.0"' },
    { expression: "mask_ip('x')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const match = /^((?:\d{1,3}\.){3})\d{1,3}$/.exec(text as string)
    return match === null ? null : `${match[1] ?? ''}0`
  },
})
