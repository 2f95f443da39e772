import type { Arguments } from './argument.ts'

/** Which way a half goes. */
export const warnHalves = (a: Arguments): void =>
  a.context.warn(
    'emqx-difference',
    a.expr.span,
    'a half is rounded up by its digits here and by the binary number in EMQX: 1.005 to two digits may be 1.00 there, and is 1.01 here',
  )
