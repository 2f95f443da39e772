import type { PartitionOwner } from '../../stream/partition-owner.ts'

/** What is committed beside an offset. */
export interface OffsetNote {
  /** Of the topic whose offset it is; a topic that was made anew has another one. */
  readonly topicId: string | undefined
  /** The journal that may have rows of the partition. */
  readonly journal: string | undefined
}

const FIRST_WORD = 'sluice'

/** The note as the broker keeps it; nothing where there is nothing to say. */
export const noteText = (
  topicId: string | undefined,
  owner: Pick<PartitionOwner, 'journal'> | undefined,
): string | null => {
  const words = [
    ...(topicId === undefined ? [] : [`topic=${topicId}`]),
    ...(owner === undefined ? [] : [`journal=${owner.journal}`]),
  ]
  return words.length === 0 ? null : [FIRST_WORD, ...words].join(' ')
}

/** What another client has noted is not for us. */
export const readNote = (text: string | null | undefined): OffsetNote => {
  const [first, ...words] = (text ?? '').split(' ')
  const valueOf = (name: string): string | undefined =>
    first === FIRST_WORD
      ? words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
      : undefined
  return { topicId: valueOf('topic'), journal: valueOf('journal') }
}
