import { Uncarried } from './program.ts'

const TOKEN =
  /\s*(?:("(?:[^"\\]|\\.)*")|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\.[A-Za-z_]\w*|\.\.|\$[A-Za-z_]\w*|[A-Za-z_]\w*)|(\/\/=?|==|!=|<=|>=|[|+*/%-]=|[-.[\](){}|,:<>+*/%;?=@])|(\S))/y

const TOKENS_MAX = 500

/** Cuts a program of jq into its words and signs. */
export const tokensOf = (text: string): readonly string[] => {
  const tokens: string[] = []
  const pattern = new RegExp(TOKEN)
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (match === null) break
    if (match[5] !== undefined) throw new Uncarried(`\`${match[5]}\``)
    tokens.push(match[0].trim())
    if (tokens.length > TOKENS_MAX) throw new Uncarried('its length')
  }
  return tokens
}

/** What stands between the parts of a text: the programs of `\(…)`, each behind the text before it. */
export const partsOf = (token: string): readonly { readonly text: string; readonly program?: string }[] => {
  const parts: { text: string; program?: string }[] = []
  const inner = token.slice(1, -1)
  let text = ''
  let at = 0
  while (at < inner.length) {
    if (inner[at] !== '\\') {
      text += inner[at++] ?? ''
      continue
    }
    if (inner[at + 1] !== '(') {
      text += inner.slice(at, at + 2)
      at += 2
      continue
    }
    const end = closing(inner, at + 2)
    parts.push({ text: decoded(text), program: inner.slice(at + 2, end) })
    text = ''
    at = end + 1
  }
  return [...parts, { text: decoded(text) }]
}

const closing = (text: string, from: number): number => {
  let depth = 1
  for (let k = from; k < text.length; k++) {
    if (text[k] === '(') depth += 1
    if (text[k] === ')') depth -= 1
    if (depth === 0) return k
  }
  throw new Uncarried(`\`${text}\``)
}

const decoded = (text: string): string => {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    throw new Uncarried(`\`"${text}"\``)
  }
}
