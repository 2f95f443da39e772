/**
 * Gives each of several wishes one of the things that would do, no thing twice, so that as many wishes as can be are
 * met (Kuhn's augmenting paths); earlier things are preferred.
 */
export const matching = <T>(wishes: readonly (readonly T[])[]): readonly (T | undefined)[] => {
  const given: (T | undefined)[] = wishes.map(() => undefined)
  const owners = new Map<T, number>()
  const meet = (wish: number, tried: Set<T>): boolean => {
    for (const thing of wishes[wish] ?? []) {
      if (tried.has(thing)) continue
      tried.add(thing)
      const owner = owners.get(thing)
      if (owner !== undefined && !meet(owner, tried)) continue
      owners.set(thing, wish)
      given[wish] = thing
      return true
    }
    return false
  }
  wishes.forEach((_, wish) => meet(wish, new Set()))
  return given
}
