const NARROW = /^[\u0020-\u007e\u00a0-\u02ff]*$/
/** Marks that stand over or under the letter before them, and signs without a width. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u
/** East Asian wide and fullwidth characters (Unicode UAX #11), and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u

/** The columns that a text takes on a terminal. */
export const textWidth = (text: string): number => {
  if (NARROW.test(text)) return text.length
  let width = 0
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}
