/** Something that an operator must see and act on; `name` is stable, as 'sink-fatal'. */
export type Alarm = (name: string, message: string) => void
