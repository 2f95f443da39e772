import type { TargetShape } from '../stream/output.ts'

export const EFFECTIVELY_ONCE = 'effectively once'

/** The name of a target's positions; undefined where it has none. A lane of its own keeps its rows in order. */
export const positionsOf = ({ constants, index, rule }: TargetShape): string | undefined =>
  constants['guarantee'] === EFFECTIVELY_ONCE ? `${rule}/${String(index)}` : undefined
