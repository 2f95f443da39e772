import type { Arguments } from './argument.ts'
import type { Offset } from './offset.ts'

const letters: Readonly<Record<string, string>> = {
  '%Y': 'yyyy',
  '%m': 'MM',
  '%d': 'dd',
  '%H': 'HH',
  '%M': 'mm',
  '%S': 'ss',
  '%3N': 'SSS',
}

const literal = (text: string): string => (/[A-Za-z']/.test(text) ? `'${text.replaceAll("'", "''")}'` : text)

/** Pieces of a format: directives, and what stands between them. */
const split = (format: string): readonly string[] => format.match(/%(?:::?z|[36]N|[A-Za-z])|[^%]+|%/g) ?? []

/** A format of EMQX as a pattern that writes the offset as it is. */
export const formatPattern = (a: Arguments, k: number, offset: Offset, unit: string): string => {
  const isFine = unit === 'microsecond' || unit === 'nanosecond'
  const zones: Readonly<Record<string, string>> = {
    '%z': offset.text.replace(':', ''),
    '%:z': offset.text,
    '%::z': `${offset.text}:00`,
  }
  return split(a.constantText(k, 'the format'))
    .map((part) => {
      const letter = letters[part]
      if (letter !== undefined) return letter
      const zone = zones[part]
      if (zone !== undefined) return literal(zone)
      if (part === '%6N' || part === '%N') {
        if (isFine)
          throw a.refuse(k, 'times finer than a millisecond', 'Sluice keeps times to the millisecond')
        return `SSS'${part === '%N' ? '000000' : '000'}'`
      }
      if (part.startsWith('%')) throw a.refuse(k, `EMQX's formats have no ${part}`)
      return literal(part)
    })
    .join('')
}

/** A format of EMQX as a pattern that reads. */
export const parsePattern = (a: Arguments, k: number, hasOffset: boolean): string => {
  const parts = split(a.constantText(k, 'the format'))
  for (const wanted of ['%Y', '%m', '%d', '%H', '%M', '%S'])
    if (!parts.includes(wanted)) throw a.refuse(k, `the format has no ${wanted}, and EMQX raises an error`)
  return parts
    .map((part) => {
      const letter = letters[part]
      if (letter !== undefined) return letter
      if (part === '%z' || part === '%:z') {
        if (hasOffset) throw a.refuse(k, 'an offset in the format and one beside it')
        return part === '%z' ? 'ZZZ' : 'ZZ'
      }
      if (part.startsWith('%')) throw a.refuse(k, `${part} is not read in this version`)
      return literal(part)
    })
    .join('')
}
