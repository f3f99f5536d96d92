import type { Json } from '../json.ts';

/** The number of reads of a value and its parts. */
export interface Count {
  reads: number;
}

/** The same value, which counts each read of its parts. This measure of work does not depend on the machine. */
export function counted<Value extends Json>(value: Value, count: Count): Value {
  if (typeof value !== 'object' || value === null) return value;
  const proxies = new WeakMap<object, Json>();
  const proxy: Json = new Proxy<object>(value, {
    get(target, key, receiver) {
      count.reads += 1;
      const part: unknown = Reflect.get(target, key, receiver);
      if (typeof part !== 'object' || part === null) return part;
      const known = proxies.get(part) ?? counted(part as Json, count); // the parts of a JSON value are JSON values
      proxies.set(part, known);
      return known;
    },
    has(target, key) {
      count.reads += 1;
      return Reflect.has(target, key);
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target);
      count.reads += keys.length;
      return keys;
    },
  }) as Json; // a proxy of a JSON value behaves like one
  return proxy as Value; // of the same shape
}
