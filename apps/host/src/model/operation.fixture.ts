/** A possible action of a worker. */
export interface Operation {
  /** Its weight when a worker chooses the next action. */
  readonly weight: number;
  run(): Promise<void>;
}
