/** The text without blanks, in upper case. */
export const ibanPlain = (text: string): string => text.replace(/ /g, '').toUpperCase()

/** Does the check of ISO 13616 hold: the number behind its country and check digits is 1 modulo 97? */
export const ibanHolds = (iban: string): boolean => {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  let rest = 0
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const number = Number.parseInt(character, 36)
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97
  }
  return rest === 1
}
