declare module 'jasmine-core' {
  export interface Result {
    readonly fullName: string;
    readonly status: 'passed' | 'failed' | 'pending';
    readonly failedExpectations: readonly { readonly message: string }[];
  }

  interface Env {
    configure(changes: Readonly<Record<string, boolean>>): void;
    addReporter(reporter: Readonly<Record<'specDone' | 'suiteDone', (result: Result) => void>>): void;
    execute(): Promise<unknown>;
  }

  const core: {
    readonly jasmine: { getEnv(): Env };
    installGlobals(): void;
    describe(name: string, declare: () => void): void;
    beforeAll(run: () => Promise<void>): void;
    afterAll(run: () => Promise<void>): void;
  };
  export default core;
}
