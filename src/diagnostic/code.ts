import type { Severity } from './diagnostic.ts'

/** What a slug stands for: its usual severity, a one-line title, and why it matters and how to cure it. */
export interface Code {
  readonly severity: Severity
  readonly title: string
  readonly reason: string
}

/** Keeps the literal keys of a family of codes, so that a slug is a type. */
export const family = <T extends Record<string, Code>>(codes: T): T => codes
