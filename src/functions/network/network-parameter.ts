import type { Parameter } from '../../catalog/function.ts'

/** The network that a function looks at. */
export const networkParameter: Parameter = {
  name: 'network',
  kinds: ['STRING'],
  prose: 'a network such as 10.0.0.0/8 or 2001:db8::/32',
}
