import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { valueOf } from './evaluate.ts'

/** `# source`, then `expression  =  JSON` a line. */
const vectors = readFileSync(new URL('vectors.txt', import.meta.url), 'utf8')
  .split('\n# ')
  .flatMap((section) => {
    const [source = '', ...lines] = section.replace(/^# /, '').split('\n')
    return lines
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [expression = '', result = ''] = line.split('  =  ')
        return { source, expression, result }
      })
  })

describe('functions agree with published values', () => {
  test.each(vectors)('$source: $expression', ({ expression, result }) => {
    expect(valueOf(expression)).toBe(result)
  })
})
