import type { FunctionEntry } from '../../catalog/function.ts'
import { uuidFunction } from './uuid.ts'
import { recordIdFunction } from './record-id.ts'
import { uuidV7Function } from './uuid-v7.ts'
import { uuidV5Function } from './uuid-v5.ts'
import { isUuidFunction } from './is-uuid.ts'
import { uuidTimeFunction } from './uuid-time.ts'
import { isLuhnFunction } from './is-luhn.ts'
import { isCardNumberFunction } from './is-card-number.ts'
import { isIbanFunction } from './is-iban.ts'
import { isBicFunction } from './is-bic.ts'
import { hashBucketFunction } from './hash-bucket.ts'

/** All functions of this group. */
export const idFunctions: readonly FunctionEntry[] = [
  uuidFunction,
  recordIdFunction,
  uuidV7Function,
  uuidV5Function,
  isUuidFunction,
  uuidTimeFunction,
  isLuhnFunction,
  isCardNumberFunction,
  isIbanFunction,
  isBicFunction,
  hashBucketFunction,
]
