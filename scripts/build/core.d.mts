export function isCore(file: string): boolean;
export function bundleCore(source?: string): Promise<string>;
