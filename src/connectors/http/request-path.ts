const LENGTH_MAX = 8_192

/** Spaces, control characters, backslashes, and a fragment, which would be cut off without a word. */
const FORBIDDEN = /[\u0000-\u0020\u007f\\#]|\p{Surrogate}/u

/**
 * The path of a request: a row's path below that of the connection. undefined where the row's path could leave the
 * server or its base path, or smuggle in a header.
 */
export const requestPath = (base: URL, path: string): string | undefined => {
  if (path.length > LENGTH_MAX || FORBIDDEN.test(path) || path.startsWith('//')) return undefined
  const root = base.pathname.endsWith('/') ? base.pathname.slice(0, -1) : base.pathname
  const wanted = path === '' || path.startsWith('/') || path.startsWith('?') ? path : `/${path}`
  const text = `${base.origin}${root}${wanted}`
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.origin !== base.origin) return undefined
  if (root !== '' && url.pathname !== root && !url.pathname.startsWith(`${root}/`)) return undefined
  return url.pathname + url.search
}
