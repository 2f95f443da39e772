/** What both sides are expected to say of one expression. */
export type Expected =
  | { readonly kind: 'same' }
  | { readonly kind: 'fails'; readonly slug: string; readonly sqlState: string }
  | { readonly kind: 'differs'; readonly ours: string; readonly theirs: string; readonly why: string }

export interface ListedExpression {
  readonly line: number
  readonly section: string
  readonly ours: string
  readonly theirs: string
  readonly expected: Expected
}

const expectedOf = (note: string): Expected => {
  const fails = /^fails: (\S+), (\w+)$/.exec(note)
  if (fails !== null) return { kind: 'fails', slug: fails[1] ?? '', sqlState: fails[2] ?? '' }
  const differs = /^differs: (.*?) <> (.*?): (.+)$/.exec(note)
  if (differs === null) throw new Error(`cannot read: ${note}`)
  return { kind: 'differs', ours: differs[1] ?? '', theirs: differs[2] ?? '', why: differs[3] ?? '' }
}

/** Reads `expressions.txt`: `# section`, an expression a line, its expectation indented below it. */
export const readExpressions = (text: string): readonly ListedExpression[] => {
  const found: ListedExpression[] = []
  let section = ''
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const last = found.at(-1)
    if (line.startsWith('# ')) section = line.slice(2)
    else if (line.startsWith('  ') && last !== undefined)
      found[found.length - 1] = { ...last, expected: expectedOf(line.trim()) }
    else {
      const [ours = '', theirs = ours] = line.split('  ==  ')
      found.push({ line: index + 1, section, ours, theirs, expected: { kind: 'same' } })
    }
  }
  return found
}
