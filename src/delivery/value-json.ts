import { Decimal } from '../types/decimal.ts'
import type { Type } from '../types/type.ts'
import type { Value } from '../types/value.ts'

const decimalText = ({ unscaled, scale }: Decimal): string => {
  if (scale === 0) return unscaled.toString()
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0')
  const at = digits.length - scale
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`
}

const timeText = (ms: number): string => {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? `${ms}` : date.toISOString().replace('.000Z', 'Z')
}

/** A value as JSON text; INTEGER and DECIMAL keep all their digits, BYTES are base64, a TIMESTAMP needs its type. */
export const valueJson = (value: Value, type?: Type): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' && type?.kind === 'TIMESTAMP') return JSON.stringify(timeText(value))
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof Decimal) return decimalText(value)
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'))
  if (Array.isArray(value)) return `[${value.map((part: Value) => valueJson(part, type?.element)).join(',')}]`
  const members = Object.entries(value as Readonly<Record<string, Value>>).map(([name, member]) => {
    const field = type?.fields?.find((one) => one.name === name)
    return `${JSON.stringify(name)}:${valueJson(member, field?.type)}`
  })
  return `{${members.join(',')}}`
}
