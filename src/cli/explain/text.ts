import type { Durability } from '../../stream/durability.ts'
import type { CostClass, Explanation } from './explanation.ts'
import { sentence } from './sentence.ts'

/** When an input of the rule counts as safe. */
const acknowledged: Readonly<Record<Durability, string>> = {
  local: 'an input is acknowledged when its rows are in the journal on disk.',
  upstream: 'an input is acknowledged when every sink has confirmed its rows.',
  none: 'the source keeps nothing, so what is under way is lost with the process.',
}

const costs: Readonly<Record<CostClass, string>> = {
  constant: 'constant, the same few steps for every record.',
  arrays: 'arrays, as many steps as the arrays of a record have elements.',
  'look-ups':
    'look-ups, a search in a table for every record; what is not in memory is asked for by the batch.',
}

const columnLines = ({ columns }: Explanation): readonly string[] => {
  if (columns.length === 0) return ['  known only as the rule runs: * stands for what the payload holds']
  const widest = Math.max(...columns.map(({ name }) => name.length))
  return columns.map(
    ({ name, type, nullable }) => `  ${name.padEnd(widest)}  ${type}${nullable ? '' : ' NOT NULL'}`,
  )
}

/** A rule in plain sentences. */
export const explanationText = (explanation: Explanation): string => {
  const { rule, version, prose, nodes, durability, delivery, notReplayable, cost, statements } = explanation
  return [
    `rule ${rule}, version ${version}`,
    ...(prose === '' ? [] : ['', prose]),
    '',
    ...nodes.map((node, k) => `${String(k + 1)}. ${sentence(node)}`),
    '',
    'Columns:',
    ...columnLines(explanation),
    '',
    `Delivery, DURABILITY ${durability}: ${acknowledged[durability]}`,
    ...delivery.map(
      ({ advice, guarantee, target }) =>
        `  ${target}: ${guarantee}${advice === undefined ? '' : ` (${advice})`}`,
    ),
    '',
    `Replay: ${notReplayable.length === 0 ? 'the same records give the same rows.' : `another run may differ, by ${notReplayable.join(', ')}.`}`,
    `Cost: ${costs[cost]}`,
    ...statements.flatMap(({ target, text }) => ['', `What ${target} needs:`, text]),
  ].join('\n')
}
