/** A named place where a test may stop or kill the process; does nothing outside tests. */
export type Failpoint = (name: string) => void

export const noFailpoint: Failpoint = () => {}
