/**
 * Where the process logs; pino's loggers are of this shape. Fields hold no personal value, with one exception: what the
 * vendor's own handler of events said when it failed.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
