import { family } from '../code.ts'

export const typesCodes = family({})
