/** Where references of a configuration are looked up. Values are secrets and are never printed. */
export interface References {
  environment(name: string): string | undefined
  file(path: string): string | undefined
}

const ANY = /\$\{([^}]*)(\}?)/g
const PARTS = /^(?:env:([A-Za-z_][A-Za-z0-9_]*)|file:([^:]+?))(?::-([\s\S]*))?$/
const EXPECTED = 'expected ${env:NAME}, ${env:NAME:-default} or ${file:/path}'

/** What is found of one value: its text, and what may never be printed. */
export interface Resolution {
  readonly missing: Set<string>
  readonly secrets: Set<string>
}

/** Why a text holds something that looks like a reference and is none, or undefined. */
export const referenceProblem = (text: string): string | undefined => {
  for (const [whole, inner = '', end] of text.matchAll(ANY)) {
    if (end === '') return `a reference is not closed: ${EXPECTED}`
    if (!PARTS.test(inner)) return `${whole} is no reference: ${EXPECTED}`
  }
  return undefined
}

export const hasReference = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('${')
  return typeof value === 'object' && value !== null && Object.values(value).some(hasReference)
}

/** A password inside a url can turn up without the url. */
const withPassword = (value: string): readonly string[] => {
  if (!value.includes('://') || !URL.canParse(value)) return [value]
  const { password } = new URL(value)
  if (password === '') return [value]
  try {
    return [value, password, decodeURIComponent(password)]
  } catch {
    return [value, password]
  }
}

const resolveText = (text: string, references: References, { missing, secrets }: Resolution): string =>
  text.replace(ANY, (whole, inner: string) => {
    const [, name, path, fallback] = PARTS.exec(inner) ?? []
    if (name === undefined && path === undefined) return whole
    const found = name === undefined ? references.file(path ?? '')?.trimEnd() : references.environment(name)
    // As in a shell, a default stands for an empty value too.
    const value = fallback === undefined ? found : found || fallback
    if (value === undefined) missing.add(name === undefined ? `file:${path ?? ''}` : `env:${name}`)
    else if (value !== fallback) for (const secret of withPassword(value)) secrets.add(secret)
    return value ?? ''
  })

/** A value with its references resolved; those that have none are noted as missing, all found ones as secrets. */
export const resolveReferences = (value: unknown, references: References, into: Resolution): unknown => {
  if (typeof value === 'string') return resolveText(value, references, into)
  if (Array.isArray(value)) return value.map((one) => resolveReferences(one, references, into))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, resolveReferences(one, references, into)]),
  )
}
