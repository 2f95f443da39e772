import { isTree } from '../../../grammar/tree.ts'
import { partsOf, type Part } from './tree.ts'

/** Parts of statements that may come in any order, in ours. */
const order = [
  'FORMAT',
  'SCHEMA',
  'KEY',
  'eventTime',
  'DURABILITY',
  'INVALID',
  'AHEAD',
  'REFRESH',
  'MAX',
  'WAIT',
  'ERROR',
  'LATE',
  'FROM',
  'NOT',
  'PRIMARY',
  'DEFAULT',
]

const rank = ({ element }: Part): number => {
  if (!isTree(element)) return -1
  const [first, second] = partsOf(element)
  const label = first?.label === 'ON' ? second?.label : first?.label
  return order.indexOf(label ?? '')
}

/** Parts of a statement or column in the order in which they are written. */
export const sorted = (parts: readonly Part[]): readonly Part[] =>
  [...parts].sort((a, b) => rank(a) - rank(b))
