/** A journal that must not be opened as it is, in words for the operator. */
export class JournalRefused extends Error {
  /** `locked`: another worker has it. `format`: made by another version. `owner`: of another configuration. */
  readonly reason: 'locked' | 'format' | 'owner' | 'damaged'

  constructor(reason: JournalRefused['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}
