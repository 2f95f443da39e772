import type * as z from 'zod'

type Issue = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'nothing',
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return kinds[typeof value] ?? typeof value
}

const list = (values: readonly unknown[]): string => {
  const texts = values.map(String)
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`
}

const bound = (
  issue: { readonly origin: string },
  limit: number | bigint,
  side: 'least' | 'most',
): string => {
  const size = `at ${side} ${limit.toString()}`
  const isOne = Number(limit) === 1
  if (issue.origin === 'string') return `expected ${size} ${isOne ? 'character' : 'characters'}`
  return issue.origin === 'array' ? `expected ${size} ${isOne ? 'entry' : 'entries'}` : `expected ${size}`
}

/** What is wrong, in plain words that follow the name of the setting. The value itself may be a secret. */
export const issueWords = (issue: Issue, value: unknown): string => {
  switch (issue.code) {
    case 'invalid_type': {
      if (value === undefined) return 'is missing'
      const expected = kinds[issue.expected] ?? issue.expected
      const isFraction = issue.expected === 'int' && typeof value === 'number'
      return `expected ${expected}, found ${isFraction ? 'a fraction' : kindOf(value)}`
    }
    case 'invalid_value':
      if (value === undefined) return 'is missing'
      // YAML reads 5 as a number, and the version of a protocol is a name.
      if (typeof value === 'number' && issue.values.includes(String(value)))
        return `expected text: write '${String(value)}' in quotes`
      return `expected ${list(issue.values)}`
    case 'too_small':
      return bound(issue, issue.minimum, 'least')
    case 'too_big':
      return bound(issue, issue.maximum, 'most')
    case 'invalid_union':
      return value === undefined ? 'is missing' : 'this value does not fit'
    default:
      return issue.message
  }
}
