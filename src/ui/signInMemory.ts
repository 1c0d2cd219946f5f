import type { Account } from '../flowlu/account';
import type { Memory } from './memory';

/** The address that a sign-in to the account used last. Flowlu publishes none, so it is remembered. */
export function rememberedTokenUrl(memory: Memory, { origin }: Account): string | undefined {
	return textOf(memory.get(`tokenUrl:${origin}`));
}

export async function rememberTokenUrl(memory: Memory, { origin }: Account, url: string | undefined): Promise<void> {
	await memory.update(`tokenUrl:${origin}`, url);
}

/** The login with which the sandbox of this origin lets one in. Those of real accounts are with their sign-ins. */
export function sandboxLogin(memory: Memory, { origin }: Account): string | undefined {
	return textOf(memory.get(`sandbox.login:${origin}`));
}

export async function rememberSandboxLogin(
	memory: Memory,
	{ origin }: Account,
	login: string | undefined,
): Promise<void> {
	await memory.update(`sandbox.login:${origin}`, login);
}

function textOf(stored: unknown): string | undefined {
	return typeof stored === 'string' ? stored : undefined;
}
