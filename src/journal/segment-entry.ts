/** What is known about one segment while the journal is open. */
export interface SegmentEntry {
  readonly number: number
  readonly name: string
  /** Sequence of its first frame, and that behind its last synced one. */
  readonly first: number
  end: number
  /** Size of the file. */
  bytes: number
  /** Something in it cannot be read, so it is set aside rather than used again. */
  readonly damaged: boolean
  /** Places of some frames, in ascending order. */
  readonly places: { readonly sequence: number; readonly offset: number }[]
}

const PLACE_EVERY_BYTES = 256 * 1024

/** Notes the place of a frame where the last one that was noted is far enough behind. */
export const notePlace = ({ places }: SegmentEntry, sequence: number, offset: number): void => {
  const last = places.at(-1)
  if (last === undefined || offset - last.offset >= PLACE_EVERY_BYTES) places.push({ sequence, offset })
}

/** The offset from which to look for a frame. */
export const placeBefore = (
  { places }: SegmentEntry,
  sequence: number,
): { readonly sequence: number; readonly offset: number } | undefined => {
  let found: SegmentEntry['places'][number] | undefined
  for (const place of places) {
    if (place.sequence > sequence) break
    found = place
  }
  return found
}
