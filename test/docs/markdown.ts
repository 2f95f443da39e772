/** A fenced block of a page: its language, the words after it, and the line on which it begins. */
export interface Fence {
  readonly language: string
  readonly words: string
  readonly text: string
  readonly line: number
}

/** The fenced blocks of a page. */
export const fencesOf = (markdown: string): readonly Fence[] => {
  const fences: Fence[] = []
  let open: { head: string; line: number; body: string[] } | undefined
  markdown.split('\n').forEach((line, k) => {
    if (open === undefined) {
      if (line.startsWith('```')) open = { head: line.slice(3).trim(), line: k + 1, body: [] }
    } else if (line.startsWith('```')) {
      const [language = '', ...words] = open.head.split(' ')
      fences.push({
        language,
        words: words.join(' '),
        text: open.body.map((one) => `${one}\n`).join(''),
        line: open.line,
      })
      open = undefined
    } else open.body.push(line)
  })
  return fences
}

/** The part of a page below a heading of the second level. */
export const sectionOf = (markdown: string, title: string): string | undefined => {
  const start = `\n${markdown}`.indexOf(`\n## ${title}\n`)
  if (start < 0) return undefined
  const end = markdown.indexOf('\n## ', start + 1)
  return markdown.slice(start, end < 0 ? undefined : end)
}
