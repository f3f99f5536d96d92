/** Where the process logs; pino's loggers are of this shape. Fields never hold a personal value. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { info() {}, warn() {}, error() {} };
