import { expect, test } from 'vitest'
import { httpConnection } from '../../../src/connectors/http/options.ts'

const problems = (options: Readonly<Record<string, unknown>>): readonly string[] =>
  (httpConnection.safeParse(options).error?.issues ?? []).map((issue) => issue.message)

test.each([
  ['ftp://a', 'expected http:// or https://'],
  ['http://', 'expected http:// or https://'],
  ['https://user:secret@host/x', 'username and password stand beside the url'],
  ['https://host/x?token=1', 'expected a url without ? and #'],
])('url %s', (url, message) => {
  expect(problems({ url })).toEqual([message])
})

test.each([
  [{ 'a b': 'c' }, 'this is no name of a header'],
  [{ 'Content-Length': '3' }, 'this header is set by Sluice'],
  [{ 'x-a': 'b\nc' }, 'the value of a header is one line of plain characters'],
])('headers %o', (headers, message) => {
  expect(problems({ url: 'http://a', headers })).toEqual([message])
})

test('a whole connection', () => {
  expect(
    problems({
      url: 'https://ops.example/api',
      headers: { authorization: 'Custom x' },
      bearer_token: 'abc.def',
      retry_status: [404],
    }),
  ).toEqual([])
})
