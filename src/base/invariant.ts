/** Something that can only be false by a mistake of ours: it ends the work at hand, never silently. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${message}`)
}
