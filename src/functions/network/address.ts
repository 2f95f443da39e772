/** An IP address as a number of 32 or 128 bits. */
export interface Address {
  readonly version: 4 | 6
  readonly bits: bigint
}

/** A network: its first address and the bits that all its addresses share. */
export interface Network {
  readonly first: Address
  readonly prefix: number
}

const parseV4 = (text: string): bigint | undefined => {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1)
  if (parts === undefined || parts.some((part) => Number(part) > 255 || /^0\d/.test(part))) return undefined
  return parts.reduce((bits, part) => bits * 256n + BigInt(part), 0n)
}

const groupsOf = (text: string): readonly string[] | undefined => {
  if (text === '') return []
  const groups = text.split(':')
  const last = groups.at(-1) ?? ''
  if (!last.includes('.')) return groups
  const v4 = parseV4(last)
  if (v4 === undefined) return undefined
  return [...groups.slice(0, -1), (v4 >> 16n).toString(16), (v4 & 0xffffn).toString(16)]
}

const parseV6 = (text: string): bigint | undefined => {
  const halves = text.split('::')
  const [head, tail] = halves.map(groupsOf)
  if (head === undefined || halves.length > 2 || (halves.length === 2 && tail === undefined)) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array<string>(missing).fill('0'), ...(tail ?? [])]
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((bits, group) => bits * 65_536n + BigInt(`0x${group}`), 0n)
}

/** An IPv4 or IPv6 address (RFC 4291) without a zone; undefined where the text is none. */
export const parseAddress = (text: string): Address | undefined => {
  if (text.length > 45) return undefined
  const isV6 = text.includes(':')
  const bits = isV6 ? parseV6(text) : parseV4(text)
  return bits === undefined ? undefined : { version: isV6 ? 6 : 4, bits }
}

const longestZeros = (groups: readonly string[]): { start: number; length: number } => {
  let best = { start: -1, length: 1 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  return best
}

/** The address as RFC 5952 writes it: lower case, no leading zeros, the longest run of zeros as ::. */
export const addressText = ({ version, bits }: Address): string => {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 255n)).join('.')
  const groups = Array.from({ length: 8 }, (_, k) => ((bits >> BigInt(112 - 16 * k)) & 0xffffn).toString(16))
  if (bits >> 32n === 0xffffn) return `::ffff:${addressText({ version: 4, bits: bits & 0xffffffffn })}`
  const { start, length } = longestZeros(groups)
  if (start < 0) return groups.join(':')
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

const widthOf = (version: 4 | 6): number => (version === 4 ? 32 : 128)

/** The bits of an address that a prefix of this length leaves to its hosts, all set. */
export const maskOf = (version: 4 | 6, prefix: number): bigint =>
  (1n << BigInt(widthOf(version) - prefix)) - 1n

/** A network such as 10.0.0.0/8, where bits behind the prefix are dropped; an address alone is a network of one. */
export const parseNetwork = (text: string): Network | undefined => {
  const [base = '', length, ...more] = text.split('/')
  const address = parseAddress(base)
  if (address === undefined || more.length > 0) return undefined
  const width = widthOf(address.version)
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined
  const prefix = length === undefined ? width : Number(length)
  if (prefix > width) return undefined
  const hosts = maskOf(address.version, prefix)
  return { first: { version: address.version, bits: address.bits - (address.bits & hosts) }, prefix }
}

/** Is the address one of the network's? */
export const isWithin = (address: Address, { first, prefix }: Network): boolean =>
  address.version === first.version &&
  address.bits - (address.bits & maskOf(first.version, prefix)) === first.bits
