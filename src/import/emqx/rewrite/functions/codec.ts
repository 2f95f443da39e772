import { ANYTHING, INTEGER, MAP, LIST, NULL, NUMBER, TEXT, UNDEFINED, may, only } from '../kinds.ts'
import { call, canBeNull, piece, text, textLiteral, type Piece } from '../piece.ts'
import { builder, orFail, same, type Arguments, type Builder } from './argument.ts'

const hashes: Readonly<Record<string, string>> = {
  md5: 'md5',
  sha: 'sha1',
  sha1: 'sha1',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
}

const hash = (a: Arguments): Piece => {
  const name = hashes[a.constantText(0, 'the algorithm')]
  if (name === undefined)
    throw a.refuse(0, 'Sluice has no such digest', `take ${Object.keys(hashes).join(', ')}`)
  return call(name, [a.value(1)], TEXT)
}

/** The payload as its bytes, everything else as UTF-8. */
const bytes = (a: Arguments, k: number): Piece => {
  const value = a.value(k)
  if (value.bytes === true) return value
  if (value.code === 'text()') return piece('raw()', TEXT, { bytes: true, cheap: true })
  return { ...call('to_utf8', [value], TEXT), bytes: true }
}

/** A function of bytes that gives bytes. */
const unpack = (name: string): Builder =>
  builder(1, 1, (a) => call(name, [bytes(a, 0)], TEXT, { bytes: true }))
const pack = (name: string): Builder => builder(1, 1, (a) => call(name, [a.value(0)], TEXT, { bytes: true }))

const options = (a: Arguments): readonly string[] =>
  a.expr.args.slice(1).map((_, k) => a.constantText(k + 1, 'the option'))

const encode64 = (a: Arguments): Piece => {
  const chosen = options(a)
  const value = [a.value(0)]
  const isUrl = chosen.includes('urlsafe')
  const isBare = chosen.includes('no_padding')
  if (isUrl && isBare) return call('base64url', value, TEXT)
  const plain = call('base64', value, TEXT)
  if (isUrl) return call('translate', [plain, text('+/'), text('-_')], TEXT)
  return isBare ? call('replace', [plain, text('='), text('')], TEXT) : plain
}

const decode64 = (a: Arguments): Piece => {
  const chosen = options(a)
  const value = a.text(0)
  const more = { bytes: true as const, strict: true }
  if (chosen.includes('urlsafe')) return call('from_base64url', [value], TEXT, more)
  if (!chosen.includes('no_padding')) return call('from_base64', [value], TEXT, more)
  return call('from_base64url', [call('translate', [value, text('+/'), text('-_')], TEXT)], TEXT, more)
}

const hexOf = (a: Arguments, prefix: string): Piece => {
  const digits = call('upper', [call('hex', [a.value(0)], TEXT)], TEXT)
  if (prefix === '') return digits
  return piece(`${textLiteral(prefix)} || ${digits.code}`, TEXT, { level: 4, nullFails: digits.nullFails })
}

const prefixOf = (a: Arguments): string => (a.count === 2 ? a.constantText(1, 'the prefix') : '')

const fromHex = (a: Arguments): Piece => {
  const prefix = prefixOf(a)
  const value = a.solid(0)
  if (prefix === '') return call('from_hex', [value], TEXT, { bytes: true, strict: true })
  const digits = orFail(
    `starts_with(${value.code}, ${textLiteral(prefix)})`,
    `remove_prefix(${value.code}, ${textLiteral(prefix)})`,
    'the prefix is another one',
    TEXT,
  )
  return call('from_hex', [digits], TEXT, { bytes: true, strict: true })
}

const encodeJson = (a: Arguments): Piece => {
  if (a.context.isPayload(a.node(0))) return call('json_text', [piece('text()', TEXT)], TEXT)
  const value = a.solid(0)
  if (only(value.kinds, UNDEFINED)) throw a.refuse(0, 'undefined has no JSON')
  const isNested = may(value.kinds, MAP | LIST)
  if (isNested) {
    const missing = may(value.kinds, UNDEFINED) ? 'not_null(' : ''
    if (only(value.kinds, MAP | LIST)) return piece(`json_text(sort_keys(${value.code}))`, TEXT)
    return missing === '' || may(value.kinds, NULL)
      ? piece(`coalesce(json_text(sort_keys(${value.code})), 'null')`, TEXT)
      : piece(`json_text(sort_keys(not_null(${value.code})))`, TEXT)
  }
  return piece(`json_text(${value.code})`, TEXT)
}

const bits = (a: Arguments): Piece => {
  const frame = bytes(a, 0)
  const hasStart = a.count !== 2
  const start = hasStart ? a.constantInteger(1) : 1
  const count = a.constantInteger(hasStart ? 2 : 1)
  const kind = a.count > 3 ? a.constantText(3, 'the kind') : 'integer'
  const isSigned = a.count > 4 && a.constantText(4, 'the sign') === 'signed'
  const isLittle = a.count > 5 && a.constantText(5, 'the order') === 'little'
  if (start === undefined || count === undefined || start < 1)
    throw a.refuse(1, 'bits at a place that varies', 'name the place as a number')
  const isWhole = (start - 1) % 8 === 0 && count % 8 === 0
  const order = isLittle ? ", 'little'" : ''
  const offset = `${String((start - 1) / 8 + 1)}, ${String(count / 8)}${order}`
  if (kind === 'float' && isWhole && (count === 32 || count === 64)) return floatAt(frame, offset)
  if (kind === 'bits' && isWhole) {
    const from = String((start - 1) / 8)
    const part = `subbytes(${frame.code}, ${String((start - 1) / 8 + 1)}, ${String(count / 8)})`
    return piece(`CASE WHEN octet_length(${frame.code}) > ${from} THEN ${part} END`, TEXT | UNDEFINED, {
      bytes: true,
      nullFails: canBeNull(frame),
    })
  }
  if (kind !== 'integer' || count > 64 || (isLittle && !isWhole))
    throw a.refuse(0, `bits as ${kind} in this form`, 'read_int, read_uint and read_float read whole bytes')
  if (isLittle)
    return piece(`${isSigned ? 'read_int' : 'read_uint'}(${frame.code}, ${offset})`, INTEGER | UNDEFINED)
  // A frame that ends early gives what is left of it.
  const left = `octet_length(${frame.code}) * 8 - ${String(start - 1)}`
  const signed = isSigned ? ', TRUE' : ''
  return piece(
    `CASE WHEN ${left} > 0 THEN subbits(${frame.code}, ${String(start)}, least(${String(count)}, ${left})${signed}) END`,
    INTEGER | UNDEFINED,
  )
}

const floatAt = (frame: Piece, offset: string): Piece =>
  piece(`read_float(${frame.code}, ${offset})`, NUMBER & ~INTEGER, { nullFails: true })

const size = (factor: string): Builder =>
  builder(1, 1, (a) =>
    piece(`octet_length(${a.value(0).code})${factor}`, INTEGER, {
      level: factor === '' ? 8 : 6,
      nullFails: canBeNull(a.value(0)),
    }),
  )

export const codecBuilders: Readonly<Record<string, Builder>> = {
  md5: same('md5', 1, TEXT),
  sha: same('sha1', 1, TEXT),
  sha256: same('sha256', 1, TEXT),
  hash: builder(2, 2, hash),
  gzip: pack('gzip'),
  gunzip: unpack('gunzip'),
  zip: pack('deflate'),
  unzip: unpack('inflate'),
  zip_compress: pack('zlib'),
  zip_uncompress: unpack('unzlib'),
  base64_encode: builder(1, 3, encode64),
  base64_decode: builder(1, 3, decode64),
  json_encode: builder(1, 1, encodeJson),
  json_decode: builder(1, 1, (a) => {
    if (a.context.isPayload(a.node(0))) return piece('\u0001payload', ANYTHING & ~UNDEFINED, { cheap: true })
    const value = a.solid(0)
    return piece(`json(${canBeNull(value) ? `not_null(${value.code})` : value.code})`, ANYTHING & ~UNDEFINED)
  }),
  bin2hexstr: builder(1, 2, (a) => hexOf(a, prefixOf(a))),
  sqlserver_bin2hexstr: builder(1, 1, (a) => hexOf(a, '0x')),
  hexstr2bin: builder(1, 2, fromHex),
  bitsize: size(' * 8'),
  bytesize: size(''),
  subbits: builder(2, 6, bits),
  uuid_v4: same('uuid', 0, TEXT),
  uuid_v4_no_hyphen: builder(0, 0, () => piece("replace(uuid(), '-', '')", TEXT)),
}
