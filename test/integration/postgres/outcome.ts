/** What one side made of an expression, in a form that both sides share; or the code of its error. */
export type Outcome = { readonly value: string } | { readonly error: string; readonly message: string }

const trimmed = (digits: string): string =>
  digits.includes('.') ? digits.replace(/0+$/, '').replace(/\.$/, '') : digits

/** A number without needless zeros and without an exponent, so that 1.50, 1.5 and 15e-1 are one. */
export const numberText = (text: string): string => {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text)
  if (match === null) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded = point <= 0 ? `0.${'0'.repeat(-point)}${digits}` : digits.padEnd(point, '0')
  const plain =
    point > 0 && point < padded.length ? `${padded.slice(0, point)}.${padded.slice(point)}` : padded
  const short = trimmed(plain).replace(/^0+(?=\d)/, '')
  return short === '0' ? '0' : sign + short
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  )
}

/** JSON with its members in one order, which PostgreSQL's jsonb does not keep. */
export const jsonForm = (text: string): string => {
  const value: unknown = JSON.parse(text)
  return typeof value === 'number' ? numberText(text) : JSON.stringify(sorted(value))
}

/** A time as RFC 3339 in UTC, however it was written. */
export const timeForm = (text: string): string => new Date(text).toISOString()
