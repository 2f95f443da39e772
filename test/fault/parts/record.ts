/** What the feeds send and the receivers read: numbered records of a hundred devices. */
export const DEVICES = 100
const PAD = 'x'.repeat(100)

export const deviceOf = (id: number): number => id % DEVICES

export const recordText = (id: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    id: String(id),
    n: id,
    device: `d${String(deviceOf(id))}`,
    kind: 'telemetry',
    ...more,
    pad: PAD,
  })

/** The id in the text of a record or of a row made of it. */
export const idIn = (text: string): number => {
  const match = /"id":"(-?\d+)"/.exec(text)
  if (match === null) throw new Error(`no id in ${text.slice(0, 200)}`)
  return Number(match[1])
}

/** The id of a record that counts; undefined for probes and for what is no record. */
export const countedId = (text: string): number | undefined => {
  const match = /"id":"(\d+)"/.exec(text)
  return match === null ? undefined : Number(match[1])
}
