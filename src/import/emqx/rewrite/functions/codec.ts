import { ANYTHING, INTEGER, LIST, MAP, TEXT, UNDEFINED, may, only } from '../kinds.ts'
import { at, call, canBeNull, level, piece, text, textLiteral, type Piece } from '../piece.ts'
import { textAt, warnNumber } from '../text.ts'
import { asItCame, bytesOf, subbits } from './frame.ts'
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
  return call(name, [asItCame(a, 1)], TEXT)
}

/** The digest of text or bytes. */
const digest = (name: string): Builder => builder(1, 1, (a) => call(name, [asItCame(a, 0)], TEXT))

/** A function of bytes that gives bytes. */
const unpack = (name: string): Builder =>
  builder(1, 1, (a) => call(name, [bytesOf(a, 0)], TEXT, { bytes: true }))
const pack = (name: string): Builder =>
  builder(1, 1, (a) => call(name, [asItCame(a, 0)], TEXT, { bytes: true }))

const options = (a: Arguments): readonly string[] =>
  a.expr.args.slice(1).map((_, k) => a.constantText(k + 1, 'the option'))

const encode64 = (a: Arguments): Piece => {
  const chosen = options(a)
  const value = [asItCame(a, 0)]
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
  const digits = call('upper', [call('hex', [asItCame(a, 0)], TEXT)], TEXT)
  if (prefix === '') return digits
  return piece(`${textLiteral(prefix)} || ${digits.code}`, TEXT, {
    level: level.concat,
    nullFails: digits.nullFails,
  })
}

const prefixOf = (a: Arguments): string => (a.count === 2 ? a.constantText(1, 'the prefix') : '')

/** EMQX puts a 0 before digits that are odd in number. */
const evenDigits = (digits: Piece): Piece => {
  const d = digits.code
  if (typeof digits.literal === 'string')
    return digits.literal.length % 2 === 0 ? digits : text(`0${digits.literal}`)
  return piece(`CASE WHEN length(${d}) MOD 2 = 1 THEN '0' || ${at(digits, level.concat)} ELSE ${d} END`, TEXT)
}

const fromHex = (a: Arguments): Piece => {
  const prefix = prefixOf(a)
  const value = a.solid(0)
  if (prefix === '') return call('from_hex', [evenDigits(value)], TEXT, { bytes: true, strict: true })
  const digits = orFail(
    `starts_with(${value.code}, ${textLiteral(prefix)})`,
    `remove_prefix(${value.code}, ${textLiteral(prefix)})`,
    'the prefix is another one',
    TEXT,
  )
  return call('from_hex', [evenDigits(digits)], TEXT, { bytes: true, strict: true })
}

const encodeJson = (a: Arguments): Piece => {
  if (a.context.isPayload(a.node(0))) return call('json_text', [piece('text()', TEXT)], TEXT)
  const value = a.solid(0)
  if (only(value.kinds, UNDEFINED)) throw a.refuse(0, 'undefined has no JSON')
  if (only(value.kinds, MAP | LIST)) return piece(`text_of(${value.code})`, TEXT)
  if (!may(value.kinds, MAP | LIST)) return piece(`json_text(${value.code})`, TEXT)
  // Maps, lists and whole numbers as the message has them, where 2.0 keeps its point.
  warnNumber(a.context, value, a.expr.span)
  const shown = value.source === undefined ? `text_of(${value.code})` : textAt(value)
  const there = may(value.kinds, UNDEFINED) ? `coalesce(${shown}, 'null')` : shown
  const isPlain = `typeof(${value.code}) IN ('STRING', 'DOUBLE', 'DECIMAL')`
  return piece(`CASE WHEN ${isPlain} THEN json_text(${value.code}) ELSE ${there} END`, TEXT)
}

const size = (factor: string): Builder =>
  builder(1, 1, (a) => {
    const value = asItCame(a, 0)
    return piece(`octet_length(${value.code})${factor}`, INTEGER, {
      level: factor === '' ? level.primary : level.product,
      nullFails: canBeNull(value),
    })
  })

export const codecBuilders: Readonly<Record<string, Builder>> = {
  md5: digest('md5'),
  sha: digest('sha1'),
  sha256: digest('sha256'),
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
  subbits: builder(2, 6, subbits),
  uuid_v4: same('uuid', 0, TEXT),
  uuid_v4_no_hyphen: builder(0, 0, () => piece("replace(uuid(), '-', '')", TEXT)),
}
