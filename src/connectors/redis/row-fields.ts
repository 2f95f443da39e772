import { decodeString } from '../../types/json/number.ts'
import { nextByte, skipText, skipValue } from '../../types/json/scan.ts'

const QUOTE = 34
const BRACE = 123

/**
 * The members of an encoded row with their texts, NULL left out; undefined where it is no object. A text is what it
 * says, anything else is as it was encoded, so that a number keeps its digits.
 */
export const rowFields = (row: Buffer): readonly (readonly [name: string, text: string])[] | undefined => {
  const { length } = row
  let at = nextByte(row, 0, length)
  const behind = row[at] === BRACE ? skipValue(row, at, length) : -1
  if (behind < 0 || nextByte(row, behind, length) !== length) return undefined
  const fields: (readonly [string, string])[] = []
  for (;;) {
    const start = nextByte(row, at + 1, length)
    if (row[start] !== QUOTE) return fields
    const end = skipText(row, start, length)
    const value = nextByte(row, nextByte(row, end, length) + 1, length)
    const valueEnd = skipValue(row, value, length)
    const text =
      row[value] === QUOTE ? decodeString(row, value, valueEnd) : row.toString('utf8', value, valueEnd)
    if (text !== 'null' || row[value] === QUOTE) fields.push([decodeString(row, start, end), text])
    at = nextByte(row, valueEnd, length)
  }
}
