import { SingleBar } from 'cli-progress';
import type { CyclePhase } from '../job/run-cycle.ts';
import type { Output } from './program-io.ts';

/** Shows how far a cycle is. */
export interface Progress {
  show(phase: CyclePhase, done: number, total: number): void;
  end(): void;
}

/** A bar for each phase with its rate and the time that is left, on a terminal; nothing elsewhere. */
export function progressOn(stream: Output): Progress {
  if (stream.isTTY !== true) return { show: () => undefined, end: () => undefined };
  let current: { readonly phase: CyclePhase; readonly bar: SingleBar; readonly began: number } | undefined;
  const end = (): void => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    show(phase, done, total) {
      if (total === 0) return;
      if (current?.phase !== phase) {
        end();
        const bar = new SingleBar({
          // A terminal is a writable stream of Node.
          stream: stream as unknown as NodeJS.WritableStream,
          format: '{phase} [{bar}] {value}/{total}  {rate}/s  {eta_formatted} left',
          hideCursor: true,
          clearOnComplete: false,
        });
        bar.start(total, done, { phase: phase.padEnd(10), rate: '0' });
        current = { phase, bar, began: performance.now() };
      }
      const seconds = (performance.now() - current.began) / 1_000;
      current.bar.update(done, { rate: seconds > 0 ? Math.round(done / seconds) : 0 });
    },
    end,
  };
}
