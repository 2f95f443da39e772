/**
 * When a record of a stream is acknowledged. `local`: when all that it caused is in the journal. `upstream`: when all
 * sinks have confirmed it, and the source is the log. `none`: the source has no acknowledgement that would mean
 * anything, so what is under way is lost with the process.
 */
export const durabilities = ['local', 'upstream', 'none'] as const

export type Durability = (typeof durabilities)[number]
