import type { Account } from '../flowlu/account';
import type { Memory } from './memory';

/** The address that a sign-in to the account used last. Flowlu publishes none, so it is remembered. */
export function rememberedTokenUrl(memory: Memory, { origin }: Account): string | undefined {
	const url = memory.get(keyOf(origin));
	return typeof url === 'string' ? url : undefined;
}

export async function rememberTokenUrl(memory: Memory, { origin }: Account, url: string | undefined): Promise<void> {
	await memory.update(keyOf(origin), url);
}

function keyOf(origin: string): string {
	return `tokenUrl:${origin}`;
}
