import type { FunctionEntry } from '../../catalog/function.ts'
import { maskFunction } from './mask.ts'
import { maskCardFunction } from './mask-card.ts'
import { maskDigitsFunction } from './mask-digits.ts'
import { maskPhoneFunction } from './mask-phone.ts'
import { maskEmailFunction } from './mask-email.ts'
import { maskIbanFunction } from './mask-iban.ts'
import { maskNameFunction } from './mask-name.ts'
import { maskIpFunction } from './mask-ip.ts'
import { redactFunction } from './redact.ts'
import { pseudonymFunction } from './pseudonym.ts'

/** All functions of this group. */
export const maskFunctions: readonly FunctionEntry[] = [
  maskFunction,
  maskCardFunction,
  maskDigitsFunction,
  maskPhoneFunction,
  maskEmailFunction,
  maskIbanFunction,
  maskNameFunction,
  maskIpFunction,
  redactFunction,
  pseudonymFunction,
]
