import type { TargetShape } from '../stream/output.ts'

/**
 * What becomes of a target's rows while the backlog of its lane is at its quota: `block` holds the source up, the others
 * give it an outcome at once.
 */
export type OnFull = 'block' | 'dead letter' | 'drop'

export const onFullOf = ({ constants }: TargetShape): OnFull => {
  const said = Object.hasOwn(constants, 'on_full') ? constants['on_full'] : undefined
  return said === 'dead letter' || said === 'drop' ? said : 'block'
}
