// The page's policy asks for trusted types: a script's address is one of ours, never made of anything that people write.
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (path: string) => string },
  ): { createScriptURL: (path: string) => string };
}

export function trustedScript(path: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("worker", { createScriptURL: (own) => own });
  return policy?.createScriptURL(path) ?? path;
}
