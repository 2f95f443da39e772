/** An error in words; Node leaves the message of a failed connection to several addresses empty. */
export const errorMessage = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') {
    const [first] = error.errors as readonly unknown[]
    return first === undefined ? 'no connection' : errorMessage(first)
  }
  const { message, code } = error as { message?: unknown; code?: unknown }
  if (typeof message === 'string' && message !== '') return message
  return typeof code === 'string' ? code : String(error)
}
