import { setMaxListeners } from 'node:events'

/** An abort controller that any number of parts may listen to; Node warns at eleven otherwise. */
export const newAbort = (): AbortController => {
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  return controller
}
