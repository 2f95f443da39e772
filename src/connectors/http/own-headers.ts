import type { HttpConnection } from './options.ts'

/** Headers of every request of a connection. */
export const ownHeaders = ({
  headers,
  username,
  password,
  bearer_token: token,
}: HttpConnection): Readonly<Record<string, string>> => {
  const basic = `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`
  const own = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  return {
    'user-agent': 'sluice',
    ...(username === undefined ? {} : { authorization: basic }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...Object.fromEntries(own),
  }
}
