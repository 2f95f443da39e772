/** The part of node-rdkafka 3 that is used. Its own types are missing where it could not be built. */
export interface RdClient {
  connect(
    options: { readonly topic?: string; readonly timeout: number },
    done: (error: Error | null, metadata?: RdMetadata) => void,
  ): void
  getMetadata(
    options: { readonly topic?: string; readonly timeout: number },
    done: (error: Error | null, metadata: RdMetadata) => void,
  ): void
  isConnected(): boolean
  on(event: 'event.error', listener: (error: RdError) => void): void
  /** What is of interest is told whatever the log level: `fac` 'FATAL', with the reason. */
  on(event: 'event.log', listener: (entry: RdLogEntry) => void): void
}

export interface RdLogEntry {
  readonly fac: string
  readonly message: string
}

export interface RdMetadata {
  readonly brokers: readonly { readonly host: string; readonly port: number }[]
  readonly topics: readonly { readonly name: string; readonly partitions: readonly unknown[] }[]
}

export interface RdError extends Error {
  readonly code: number
  /** Set by the calls of transactions. */
  readonly isFatal?: boolean
  readonly isRetriable?: boolean
  readonly isTxnRequiresAbort?: boolean
}

type RdDone = (error: RdError | null | undefined) => void

export interface RdProducer extends RdClient {
  /** Waits so long for what is queued; the rest is dropped. */
  disconnect(flushMs: number, done: () => void): void
  disconnect(done: () => void): void
  /** No opaque value must be given, not even null: each would be kept for ever. */
  produce(
    topic: string,
    partition: number | null,
    value: Buffer,
    key: Buffer | null,
    timestampMs: number,
    opaque: undefined,
    headers: readonly Readonly<Record<string, string>>[] | undefined,
  ): unknown
  flush(timeoutMs: number, done: (error: RdError | null) => void): void
  initTransactions(timeoutMs: number, done: RdDone): void
  beginTransaction(done: RdDone): void
  sendOffsetsToTransaction(
    offsets: readonly RdPosition[],
    consumer: RdConsumer,
    timeoutMs: number,
    done: RdDone,
  ): void
  commitTransaction(timeoutMs: number, done: RdDone): void
  abortTransaction(timeoutMs: number, done: RdDone): void
  poll(): void
  setPollInterval(ms: number): void
  on(event: 'delivery-report', listener: (error: RdError | null) => void): void
  on(event: 'event.error', listener: (error: RdError) => void): void
  on(event: 'event.log', listener: (entry: RdLogEntry) => void): void
}

export interface RdMessage {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly value: Buffer | null
  readonly key: Buffer | null
  readonly timestamp?: number
  readonly headers?: readonly Readonly<Record<string, Buffer>>[]
}

export interface RdPosition {
  readonly topic: string
  readonly partition: number
  /** Absent where the group has none. */
  readonly offset?: number
}

export interface RdConsumer extends RdClient {
  disconnect(done: () => void): void
  subscribe(topics: readonly string[]): void
  consume(count: number, done: (error: RdError | null, messages: readonly RdMessage[]) => void): void
  setDefaultConsumeTimeout(ms: number): void
  rebalanceProtocol(): 'NONE' | 'COOPERATIVE' | 'EAGER'
  assign(positions: readonly RdPosition[]): void
  unassign(): void
  incrementalAssign(positions: readonly RdPosition[]): void
  incrementalUnassign(positions: readonly RdPosition[]): void
  committed(
    positions: readonly RdPosition[],
    timeoutMs: number,
    done: (error: Error | null, positions: readonly (RdPosition | Error)[]) => void,
  ): void
  queryWatermarkOffsets(
    topic: string,
    partition: number,
    timeoutMs: number,
    done: (error: Error | null, offsets: { readonly lowOffset: number; readonly highOffset: number }) => void,
  ): void
  commit(positions: readonly RdPosition[]): void
  pause(positions: readonly RdPosition[]): void
  resume(positions: readonly RdPosition[]): void
  on(event: 'event.error', listener: (error: RdError) => void): void
  on(event: 'event.log', listener: (entry: RdLogEntry) => void): void
  on(event: 'offset.commit', listener: (error: RdError | undefined) => void): void
  on(event: 'partition.eof', listener: (end: Required<RdPosition>) => void): void
}

export interface RdModule {
  readonly Producer: new (global: object, topic: object) => RdProducer
  readonly KafkaConsumer: new (global: object, topic: object) => RdConsumer
  readonly features: readonly string[]
  readonly librdkafkaVersion: string
}

/** A callback as a promise. */
export const promised = <T>(start: (done: (error: Error | null | undefined, result: T) => void) => void) =>
  new Promise<T>((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result)))
  })

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
