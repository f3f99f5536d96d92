// @ts-check

/** The signals with which a person, a closed terminal or a supervisor asks us to stop. */
export const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
