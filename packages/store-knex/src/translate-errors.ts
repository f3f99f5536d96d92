type Method = (...args: readonly unknown[]) => unknown;

/** A port whose methods throw and reject with translated errors only, also in the middle of a stream. */
export function translateErrors<Port extends object>(port: Port, translate: (error: unknown) => Error): Port {
  const guarded = Object.entries(port).map(([name, method]) => [name, guard(method, translate)] as const);
  // Object.fromEntries cannot express that names and types stay the same.
  return Object.fromEntries(guarded) as Port;
}

function guard(method: Method, translate: (error: unknown) => Error): Method {
  return (...args) => {
    try {
      const result = method(...args);
      if (result instanceof Promise) return rethrow(result, translate);
      return isStream(result) ? stream(result, translate) : result;
    } catch (error) {
      throw translate(error);
    }
  };
}

async function rethrow(result: Promise<unknown>, translate: (error: unknown) => Error): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    throw translate(error);
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

async function* stream(items: AsyncIterable<unknown>, translate: (error: unknown) => Error) {
  try {
    yield* items;
  } catch (error) {
    throw translate(error);
  }
}
