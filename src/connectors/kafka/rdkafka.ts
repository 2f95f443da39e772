/** The part of node-rdkafka 3 that is used. Its own types are missing where it could not be built. */
export interface RdProducer {
  connect(options: object, done: (error: Error | null, metadata?: unknown) => void): void
  disconnect(done?: () => void): void
  produce(
    topic: string,
    partition: number | null,
    value: Buffer,
    key: Buffer | null,
    timestampMs: number,
    opaque: null,
    headers?: readonly Readonly<Record<string, string>>[],
  ): unknown
  flush(timeoutMs: number, done: (error: Error | null) => void): void
  poll(): void
  setPollInterval(ms: number): void
  getMetadata(
    options: { topic?: string; timeout: number },
    done: (error: Error | null, metadata: { topics: { name: string; partitions: unknown[] }[] }) => void,
  ): void
  on(event: 'delivery-report', listener: (error: RdError | null) => void): void
  on(event: 'event.error', listener: (error: Error) => void): void
}

export interface RdError extends Error {
  readonly code: number
}

export interface RdModule {
  readonly Producer: new (global: object, topic: object) => RdProducer
  readonly features: readonly string[]
  readonly librdkafkaVersion: string
}

/** Codes of librdkafka that are told apart. */
export const rdCode = {
  queueFull: -184,
  messageTooLarge: 10,
  unknownTopic: -188,
  unknownTopicOrPartition: 3,
} as const

/** node-rdkafka, or undefined where it is not installed. */
export const loadRdkafka = async (): Promise<RdModule | undefined> => {
  try {
    const name: string = 'node-rdkafka'
    const loaded = (await import(name)) as { default?: RdModule } & RdModule
    return loaded.default ?? loaded
  } catch {
    return undefined
  }
}
