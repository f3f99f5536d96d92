import type { Credentials } from '../serve/send.ts';
import type { OpenApiContract } from './open-api-contract.ts';

/** A client, and the differences of its requests and answers from the document. */
export interface Watched {
  readonly credentials: Credentials;
  readonly faults: readonly string[];
}

/** Compares the requests and answers of a client with the OpenAPI document. */
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
