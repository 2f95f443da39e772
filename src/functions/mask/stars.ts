/** As many stars as characters. */
export const stars = (characters: readonly string[]): string => '*'.repeat(characters.length)

/** The text with its digits replaced by stars, but for so many at its start and end; other characters stay. */
export const maskDigits = (text: string, first: number, last: number): string => {
  const total = text.match(/\d/g)?.length ?? 0
  const shown = first + last < total ? [first, total - last] : [0, total]
  let seen = 0
  return text.replace(/\d/g, (digit) => {
    const at = seen++
    return at < (shown[0] ?? 0) || at >= (shown[1] ?? 0) ? digit : '*'
  })
}
