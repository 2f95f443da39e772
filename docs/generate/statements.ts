import { readFileSync } from 'node:fs'
import { ebnf } from '../../grammar/generate/ebnf.ts'
import type { Page } from './page.ts'

const path = 'docs/statements.md'

/** Productions by name, as the grammar file has them. */
const productions = (): ReadonlyMap<string, string> =>
  new Map(
    ebnf()
      .split('\n\n')
      .flatMap((text) => {
        const name = /^(\w+) =\n/.exec(text)?.[1]
        return name === undefined ? [] : [[name, text] as const]
      }),
  )

/** The page of statements is written by hand; the grammar between its marks is not. */
export const statementPages = (): readonly Page[] => {
  const known = productions()
  const text = readFileSync(path, 'utf8').replace(
    /(<!-- grammar ([\w ]+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, names: string, end: string) => {
      const rules = names.split(' ').map((name) => {
        const rule = known.get(name)
        if (rule === undefined) throw new Error(`${path}: the grammar has no production ${name}`)
        return rule
      })
      return `${start}\n\`\`\`ebnf\n${rules.join('\n\n')}\n\`\`\`\n\n${end}`
    },
  )
  return [{ path, text }]
}
