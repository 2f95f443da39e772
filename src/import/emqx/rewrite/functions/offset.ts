import type { Arguments } from './argument.ts'

/** Seconds east of Greenwich. */
export interface Offset {
  readonly seconds: number
  readonly isLocal: boolean
  readonly text: string
}

const two = (value: number): string => String(value).padStart(2, '0')

/** An offset as `+08:00`, `+0800`, `Z`, `local` or a number of seconds. */
export const offsetOf = (a: Arguments, k: number): Offset => {
  const number = a.constantInteger(k)
  if (number !== undefined) {
    const minutes = Math.floor(Math.abs(number) / 60)
    const sign = number < 0 ? '-' : '+'
    return {
      seconds: number,
      isLocal: false,
      text: `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`,
    }
  }
  const value = a.constantText(k, 'the offset')
  if (value === 'local' || value === '') return { seconds: 0, isLocal: true, text: '+00:00' }
  if (/^z$/i.test(value)) return { seconds: 0, isLocal: false, text: '+00:00' }
  const match = /^([+-])(\d\d):?(\d\d)(?::?(\d\d))?$/.exec(value)
  if (match === null) throw a.refuse(k, `EMQX has no offset '${value}'`, "write it as '+08:00'")
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0)
  return {
    seconds: match[1] === '-' ? -seconds : seconds,
    isLocal: false,
    text: `${match[1] ?? ''}${match[2] ?? ''}:${match[3] ?? ''}`,
  }
}
