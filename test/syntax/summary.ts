const isName = (value: object): value is { text: string; quoted: string } =>
  'quoted' in value && 'text' in value

const quotes: Readonly<Record<string, string>> = { none: '', double: '"', backtick: '`' }

/** A tree on one line: kinds and fields without spans, and without what is absent. */
export const summary = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(summary).join(', ')}]`
  if (isName(value)) return `${quotes[value.quoted] ?? ''}${value.text}${quotes[value.quoted] ?? ''}`
  const { kind, ...fields } = value as Record<string, unknown>
  const shown = Object.entries(fields).filter(
    ([name, field]) =>
      name !== 'span' &&
      field !== undefined &&
      field !== false &&
      !(Array.isArray(field) && field.length === 0),
  )
  const only = shown.length === 1 ? shown[0] : undefined
  const inner =
    only !== undefined
      ? summary(only[1])
      : shown.map(([name, field]) => `${name}: ${summary(field)}`).join(', ')
  return typeof kind === 'string' ? `${kind}(${inner})` : `{${inner}}`
}
