import type { Credentials } from '../serve/send.ts';
import type { OpenApiContract } from './open-api-contract.ts';

/** A client, and what of its requests and their answers was not as the document says. */
export interface Watched {
  readonly credentials: Credentials;
  readonly faults: readonly string[];
}

/** Holds what a client sends, and what it is answered, against the OpenAPI document. */
export function watchContract(credentials: Credentials, { faultsIn }: OpenApiContract): Watched {
  const faults: string[] = [];
  return {
    faults,
    credentials: {
      ...credentials,
      watch(request, answer) {
        const found = faultsIn(request, answer);
        faults.push(...found.map((fault) => `${request.method} ${request.path}: ${fault}`));
      },
    },
  };
}
