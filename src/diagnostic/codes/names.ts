import { family } from '../code.ts'

export const namesCodes = family({})
