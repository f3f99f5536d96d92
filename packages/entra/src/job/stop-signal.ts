/** Says whether the job is to stop; an AbortSignal does. */
export interface StopSignal {
  readonly aborted: boolean;
}
