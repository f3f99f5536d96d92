/** Something that a worker can do. */
export interface Operation {
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  run(): Promise<void>;
}
