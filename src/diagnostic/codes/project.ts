import { family } from '../code.ts'

export const projectCodes = family({})
