/** An exact decimal number: `unscaled * 10 ** -scale`. Immutable; `scale` is 0 or more. */
export class Decimal {
  readonly unscaled: bigint
  readonly scale: number

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled
    this.scale = scale
  }
}
