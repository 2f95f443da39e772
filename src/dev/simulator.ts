import type { Row } from './tables.ts'

/** A message that a simulated device sends. */
export interface SimulatedMessage {
  readonly topic: string
  readonly payload: string
  /** QoS that the device publishes with. */
  readonly qos: 0 | 1
}

export interface SimulatorOptions {
  readonly random: () => number
  readonly branchCount: number
  readonly devicesPerBranch: number
  /** Share of messages that are cut or otherwise malformed. */
  readonly malformedShare: number
  /** Share that is sent again at once, as devices do after a lost acknowledgement. */
  readonly repeatedShare: number
  /** Share that carries a time of some minutes ago. */
  readonly lateShare: number
}

export const simulatorDefaults: Omit<SimulatorOptions, 'random'> = {
  branchCount: 40,
  devicesPerBranch: 6,
  malformedShare: 0.005,
  repeatedShare: 0.01,
  lateShare: 0.02,
}

const LATE_MS_MAX = 10 * 60_000
const CASH_MAX = 200_000

interface CashBox {
  cash: number
  readonly device: string
  readonly branch: number
}

const pick = <T>(random: () => number, choices: readonly [T, ...T[]]): T =>
  choices[Math.floor(random() * choices.length)] ?? choices[0]

/** The bank's devices, from a seed: cash boxes that run dry and are refilled, sensors of two makers, and doors. */
export class Simulator {
  private readonly options: SimulatorOptions
  private readonly boxes: readonly CashBox[]

  constructor(options: SimulatorOptions) {
    this.options = options
    const { branchCount, devicesPerBranch, random } = options
    this.boxes = Array.from({ length: branchCount * devicesPerBranch }, (_, k) => ({
      cash: Math.floor(random() * CASH_MAX),
      device: `c${String(k + 1).padStart(4, '0')}`,
      branch: (k % branchCount) + 1,
    }))
  }

  /** What the devices send next; one message, or two where one is repeated. */
  next(nowMs: number): readonly SimulatedMessage[] {
    const { random, lateShare, malformedShare, repeatedShare } = this.options
    const atMs = random() < lateShare ? nowMs - random() * LATE_MS_MAX : nowMs
    const kind = random()
    const message = kind < 0.68 ? this.cashBox(atMs) : kind < 0.97 ? this.sensor() : this.door(atMs)
    const sent =
      random() < malformedShare
        ? { ...message, payload: message.payload.slice(0, Math.floor(message.payload.length * random())) }
        : message
    return random() < repeatedShare ? [sent, sent] : [sent]
  }

  /** What the bank's database knows of the branches; the last one was forgotten there. */
  tables(): ReadonlyMap<string, readonly Row[]> {
    const cities = ['Wuhan', 'Suzhou', 'Shanghai', 'Chengdu', 'Harbin']
    const branches = Array.from({ length: this.options.branchCount - 1 }, (_, k) => ({
      id: String(k + 1),
      city: cities[k % cities.length] ?? '',
      opens: 8 + (k % 2),
      closes: 17 + (k % 3),
    }))
    return new Map([['branches', branches]])
  }

  private door(atMs: number): SimulatedMessage {
    const { random, branchCount } = this.options
    const branch = 1 + Math.floor(random() * branchCount)
    const device = `d${String(branch)}-${String(Math.floor(random() * 3))}`
    const state = pick(random, ['open', 'closed'])
    const payload = JSON.stringify({ device, state, at: new Date(Math.floor(atMs)).toISOString() })
    return { topic: `branch/${String(branch)}/door/${device}/event`, payload, qos: 1 }
  }

  private cashBox(atMs: number): SimulatedMessage {
    const { random } = this.options
    const box = this.boxes[Math.floor(random() * this.boxes.length)]
    if (box === undefined) throw new Error('a simulator needs at least one device')
    box.cash -= Math.floor(random() * 4_000)
    if (box.cash <= 0) box.cash = CASH_MAX
    const door = random() < 0.98 ? 'closed' : pick(random, ['open', 'open', 'forced'])
    const payload = JSON.stringify({
      device: box.device,
      cash: box.cash,
      door,
      jammed: random() < 0.01,
      maintenance: door === 'open' && random() < 0.8,
      voltage: Math.round((11.4 + random()) * 100) / 100,
      firmware: `4.${String(box.branch % 7)}.1`,
      at: new Date(Math.floor(atMs)).toISOString(),
    })
    return { topic: `branch/${String(box.branch)}/cashbox/${box.device}/status`, payload, qos: 1 }
  }

  private sensor(): SimulatedMessage {
    const { random, branchCount } = this.options
    const branch = 1 + Math.floor(random() * branchCount)
    const device = `s${String(branch)}-${String(Math.floor(random() * 4))}`
    const celsius = Math.round((18 + random() * 20 - random() * 4) * 10) / 10
    const temperature =
      random() < 0.5 ? { celsius } : { fahrenheit: Math.round((celsius * 1.8 + 32) * 10) / 10 }
    const room = pick(random, ['lobby', 'server', 'vault', 'teller'])
    const smoke = random() < 0.002 ? 0.5 : Math.round(random() * 50) / 1_000
    const payload = JSON.stringify({
      device,
      room,
      temperature,
      humidity: Math.round(30 + random() * 40),
      smoke,
    })
    return { topic: `branch/${String(branch)}/sensor/${device}/reading`, payload, qos: 0 }
  }
}
