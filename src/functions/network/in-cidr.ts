import { defineFunction } from '../../catalog/function.ts'

/** The number of a dotted IPv4 address. */
const addressNumber = (text: string): number | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  const parts = match?.slice(1).map(Number)
  if (parts === undefined || parts.some((part) => part > 255)) return undefined
  return parts.reduce((number, part) => number * 256 + part, 0)
}

/** Is the IPv4 address in the network? NULL where one of both is none. */
export const inCidrFunction = defineFunction({
  name: 'in_cidr',
  group: 'network',
  parameters: [
    { name: 'address', kinds: ['STRING'], prose: 'an IPv4 address' },
    { name: 'network', kinds: ['STRING'], prose: 'a network such as 10.0.0.0/8' },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the IPv4 address in the network? NULL where one of both is none.',
  examples: [
    { expression: "in_cidr('10.1.2.3', '10.0.0.0/8')", result: 'true' },
    { expression: "in_cidr('11.0.0.1', '10.0.0.0/8')", result: 'false' },
    { expression: "in_cidr('x', '10.0.0.0/8')", result: 'null' },
  ],
  evaluate: ([address, network]) => {
    const [base = '', bits = ''] = (network as string).split('/')
    const found = addressNumber(address as string)
    const wanted = addressNumber(base)
    if (found === undefined || wanted === undefined || !/^\d\d?$/.test(bits) || Number(bits) > 32) return null
    const shift = 2 ** (32 - Number(bits))
    return Math.floor(found / shift) === Math.floor(wanted / shift)
  },
})
