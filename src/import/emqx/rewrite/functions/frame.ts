import { INTEGER, NUMBER, TEXT, UNDEFINED } from '../kinds.ts'
import { call, canBeNull, piece, type Piece } from '../piece.ts'
import type { Arguments } from './argument.ts'

/** An argument, and the payload as its bytes, which need not be text. */
export const asItCame = (a: Arguments, k: number): Piece => {
  const value = a.value(k)
  return value.code === 'text()' ? piece('raw()', TEXT, { bytes: true, cheap: true }) : value
}

/** An argument as bytes: text as UTF-8. */
export const bytesOf = (a: Arguments, k: number): Piece => {
  const value = asItCame(a, k)
  return value.bytes === true ? value : { ...call('to_utf8', [value], TEXT), bytes: true }
}

/** A device frame that parts are read of. */
class Frame {
  private readonly bytes: Piece

  constructor(bytes: Piece) {
    this.bytes = bytes
  }

  /** How many bytes or bits are behind a place, counted from 0. */
  left(from: number, factor = ''): string {
    return `octet_length(${this.bytes.code})${factor}${from === 0 ? '' : ` - ${String(from)}`}`
  }

  /** The same, where what is no frame at all is an exception of EMQX. */
  test(from: number, factor = ''): string {
    const sure = canBeNull(this.bytes) ? `not_null(${this.bytes.code})` : this.bytes.code
    return `octet_length(${sure})${factor}${from === 0 ? '' : ` - ${String(from)}`}`
  }

  /** A frame that ends early gives what is left of it, and nothing behind its end. */
  bits(from: number, count: number, isSigned: boolean): Piece {
    const size = count === 1 ? '1' : `least(${String(count)}, ${this.left(from, ' * 8')})`
    const read = `subbits(${this.bytes.code}, ${String(from + 1)}, ${size}${isSigned ? ', TRUE' : ''})`
    return piece(`CASE WHEN ${this.test(from, ' * 8')} > 0 THEN ${read} END`, INTEGER | UNDEFINED)
  }

  little(from: number, count: number, isSigned: boolean): Piece {
    const size = count === 1 ? '1' : `least(${String(count)}, ${this.left(from)})`
    const name = isSigned ? 'read_int' : 'read_uint'
    const read = `${name}(${this.bytes.code}, ${String(from + 1)}, ${size}, 'little')`
    return piece(`CASE WHEN ${this.test(from)} > 0 THEN ${read} END`, INTEGER | UNDEFINED)
  }

  part(from: number, count: number): Piece {
    const part = `subbytes(${this.bytes.code}, ${String(from + 1)}, ${String(count)})`
    return piece(`CASE WHEN ${this.test(from)} > 0 THEN ${part} END`, TEXT | UNDEFINED, { bytes: true })
  }

  /** A float of eight bytes that ends after four is one of four in EMQX; any other part is an exception. */
  float(from: number, count: number, order: string): Piece {
    const read = (size: number): string =>
      `read_float(${this.bytes.code}, ${String(from + 1)}, ${String(size)}${order})`
    const half = count === 8 ? ` WHEN ${this.left(from)} = 4 THEN ${read(4)}` : ''
    const whole = `WHEN ${this.test(from)} >= ${String(count)} THEN ${read(count)}${half}`
    const failed = `WHEN ${this.left(from)} > 0 THEN fail('the frame ends within a float')`
    return piece(`CASE ${whole} ${failed} END`, (NUMBER & ~INTEGER) | UNDEFINED)
  }
}

/** subbits(bytes[, start], length[, kind[, sign[, order]]]), whose bits are counted from 1. */
export const subbits = (a: Arguments): Piece => {
  const frame = new Frame(bytesOf(a, 0))
  const hasStart = a.count !== 2
  const start = hasStart ? a.constantInteger(1) : 1
  const count = a.constantInteger(hasStart ? 2 : 1)
  const kind = a.count > 3 ? a.constantText(3, 'the kind') : 'integer'
  const isSigned = a.count > 4 && a.constantText(4, 'the sign') === 'signed'
  const isLittle = a.count > 5 && a.constantText(5, 'the order') === 'little'
  if (start === undefined || count === undefined || start < 1 || count < 1)
    throw a.refuse(1, 'bits at a place that varies', 'name the place as a number')
  const isWhole = (start - 1) % 8 === 0 && count % 8 === 0
  const from = (start - 1) / 8
  if (kind === 'float' && (count === 32 || count === 64) && isWhole)
    return frame.float(from, count / 8, isLittle ? ", 'little'" : '')
  if (kind === 'bits' && isWhole) return frame.part(from, count / 8)
  if (kind !== 'integer' || count > 64 || (isLittle && !isWhole))
    throw a.refuse(0, `bits as ${kind} in this form`, 'read_int, read_uint and read_float read whole bytes')
  return isLittle ? frame.little(from, count / 8, isSigned) : frame.bits(start - 1, count, isSigned)
}
