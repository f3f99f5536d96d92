/** What is done again and again. */
export declare const poll: () => Promise<void>;
