/**
 * Members' numbers whose text in the source is not how they would be written: 1.10, 1e2. They stand beside the value,
 * hidden from all who look at members; a copy of an array or object has none of them, so a number that was changed or
 * moved never keeps a text that is no longer its own.
 */
const TEXTS = Symbol('source texts')

type Key = string | number
type Container = object & { [TEXTS]?: Map<Key, string> }

/** Sets the text of a member's number; undefined: the number is written as any other. */
export const keepText = (container: object, key: Key, text: string | undefined): void => {
  const texts = (container as Container)[TEXTS]
  if (text === undefined) texts?.delete(key)
  else if (texts !== undefined) texts.set(key, text)
  else Object.defineProperty(container, TEXTS, { value: new Map([[key, text]]) })
}

/** The texts of the numbers of an array (by index from 0) or object (by name). */
export const textsOf = (container: object): ReadonlyMap<Key, string> | undefined =>
  (container as Container)[TEXTS]
