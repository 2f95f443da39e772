import type { MqttClient } from 'mqtt'
import type { OutputBatch } from '../../stream/output.ts'
import type { Rejection, WriteResult } from '../../stream/sink.ts'
import { rowPublication, type BrokerLimits } from './row-publication.ts'

/** Reason codes that are about this message and not about the connection (MQTT 5, 3.4.2.1). */
const ROW_REASONS = new Set([0x80, 0x83, 0x90, 0x95, 0x99, 0x9a, 0x9b])
const NOT_AUTHORIZED = 0x87

/** Publishes the rows of one batch, so many at a time as the broker takes, and waits for what it says to each. */
export class Publisher {
  readonly result: Promise<WriteResult>
  private readonly client: MqttClient
  private readonly batch: OutputBatch
  private readonly limits: BrokerLimits
  private readonly window: number
  private readonly rejections: Rejection[] = []
  private readonly end: (result: WriteResult) => void
  private next = 0
  private inFlight = 0
  private isPumping = false
  private isOver = false
  private problem: WriteResult | undefined

  constructor(client: MqttClient, batch: OutputBatch, limits: BrokerLimits, window: number) {
    this.client = client
    this.batch = batch
    this.limits = limits
    this.window = window
    let resolveResult: (result: WriteResult) => void = () => undefined
    this.result = new Promise((resolve) => (resolveResult = resolve))
    this.end = (result) => {
      this.isOver = true
      resolveResult(result)
    }
    this.pump()
  }

  /** The connection has gone: nothing is known of what was not answered. */
  lost(reason: string): void {
    this.end({ kind: 'reconnect', message: reason })
  }

  /** Callbacks of QoS 0 come at once, so this must not call itself. */
  private pump(): void {
    if (this.isPumping) return
    this.isPumping = true
    while (!this.isOver && this.next < this.batch.count && this.inFlight < this.window)
      this.publish(this.next++)
    this.isPumping = false
    if (this.isOver || this.next < this.batch.count || this.inFlight > 0) return
    if (this.problem !== undefined) this.end(this.problem)
    else if (this.rejections.length === 0) this.end({ kind: 'written' })
    else this.end({ kind: 'rejected', rows: this.rejections })
  }

  private publish(i: number): void {
    const row = rowPublication(this.batch, i, this.limits)
    if ('slug' in row) {
      this.rejections.push(row)
      return
    }
    this.inFlight++
    this.client.publish(row.topic, row.value, row.options, (error) => {
      this.inFlight--
      if (this.isOver) return
      if (error != null) this.failed(i, error)
      this.pump()
    })
  }

  private failed(index: number, error: Error & { readonly code?: unknown }): void {
    const { code, message } = error
    if (typeof code !== 'number') this.lost(message)
    else if (ROW_REASONS.has(code)) this.rejections.push({ index, slug: 'row-refused', message })
    else if (code === NOT_AUTHORIZED) this.problem = { kind: 'fatal', slug: 'sink-misconfigured', message }
    else this.problem ??= { kind: 'retry', message }
  }
}
