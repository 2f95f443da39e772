import { family } from '../code.ts'

export const semanticsCodes = family({})
