/** The parts of an absolute URL. */
export interface UrlParts {
  readonly scheme: string
  readonly user: string | null
  readonly host: string
  readonly port: number | null
  readonly path: string
  readonly query: string | null
  readonly fragment: string | null
}

/** The parts of a URL by the pattern of RFC 3986, appendix B, with an authority; undefined where it is none. */
export const urlOf = (text: string): UrlParts | undefined => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(text)
  if (match === null) return undefined
  const [, scheme = '', authority = '', path = '', query, fragment] = match
  const place = /^(?:(.*)@)?(\[[0-9a-f:.]+\]|[^:\s]*)(?::(\d{0,5}))?$/i.exec(authority)
  if (place === null) return undefined
  const [, user, host = '', port] = place
  return {
    scheme: scheme.toLowerCase(),
    user: user ?? null,
    host: host.toLowerCase(),
    port: port === undefined || port === '' ? null : Number(port),
    path,
    query: query ?? null,
    fragment: fragment ?? null,
  }
}

/** A percent-encoded part as text; NULL where it is no UTF-8. */
export const decodePart = (text: string, plusIsBlank: boolean): string | null => {
  try {
    return decodeURIComponent(plusIsBlank ? text.replaceAll('+', ' ') : text)
  } catch {
    return null
  }
}
