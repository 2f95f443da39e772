import type { Arguments } from './argument.ts'

const named: Readonly<Record<string, string>> = {
  '\\': '\\',
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  "'": "'",
  '"': '"',
  '?': '?',
  a: '\u0007',
}

/** The text that EMQX's unescape makes of a constant. */
export const unescaped = (a: Arguments): string =>
  a
    .constantText(0, 'what is unescaped')
    .replace(/\\(?:x([0-9A-Fa-f]+)|([^]))/g, (whole, hex?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff))
      const character = named[name ?? '']
      if (character === undefined) throw a.refuse(0, `EMQX knows no escape ${whole}`)
      return character
    })
