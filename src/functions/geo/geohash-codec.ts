/** Base 32 of geohash.org: no a, i, l, o. */
const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'

/** The part of the world that a geohash names, in degrees. */
export interface GeohashBox {
  readonly south: number
  readonly north: number
  readonly west: number
  readonly east: number
}

/** Halves longitude and latitude by turns, five halvings a character. */
export const geohashOf = (latitude: number, longitude: number, length: number): string => {
  const ranges = [
    { low: -180, high: 180, value: longitude },
    { low: -90, high: 90, value: latitude },
  ]
  let text = ''
  for (let character = 0; character < length; character++) {
    let bits = 0
    for (let bit = 0; bit < 5; bit++) {
      const range = ranges[(character * 5 + bit) % 2]
      if (range === undefined) continue
      const middle = (range.low + range.high) / 2
      const isUpper = range.value >= middle
      if (isUpper) range.low = middle
      else range.high = middle
      bits = bits * 2 + Number(isUpper)
    }
    text += ALPHABET[bits] ?? ''
  }
  return text
}

/** The box of a geohash; undefined where the text is none. */
export const geohashBox = (text: string): GeohashBox | undefined => {
  if (!/^[0-9b-hj-km-np-z]{1,12}$/i.test(text)) return undefined
  const ranges = [
    { low: -180, high: 180 },
    { low: -90, high: 90 },
  ]
  let turn = 0
  for (const character of text.toLowerCase())
    for (let bit = 4; bit >= 0; bit--) {
      const range = ranges[turn++ % 2]
      if (range === undefined) continue
      const middle = (range.low + range.high) / 2
      if ((ALPHABET.indexOf(character) >> bit) & 1) range.low = middle
      else range.high = middle
    }
  const [x, y] = ranges
  return { south: y?.low ?? 0, north: y?.high ?? 0, west: x?.low ?? 0, east: x?.high ?? 0 }
}
