/** Does the check digit of ISO/IEC 7812 fit? `digits` are ASCII digits alone. */
export const luhnHolds = (digits: string): boolean => {
  let sum = 0
  for (let k = 0; k < digits.length; k++) {
    const digit = Number(digits[digits.length - 1 - k])
    const twice = digit * 2
    sum += k % 2 === 0 ? digit : twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}
