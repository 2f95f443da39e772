/** A generated file of the repository. */
export interface Page {
  readonly path: string
  readonly text: string
}
