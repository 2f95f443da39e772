import { createHash } from 'node:crypto'
import type { Digest } from '../plan/plan-rule.ts'

/** The first digits of a text's SHA-256. */
export const sha256Digest: Digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12)
