import type * as vscode from 'vscode';
import type { Account } from '../flowlu/account';

/** The address that a sign-in to the account used last. Flowlu publishes none, so it is remembered. */
export function rememberedTokenUrl(memento: vscode.Memento, { origin }: Account): string | undefined {
	const url: unknown = memento.get(keyOf(origin));
	return typeof url === 'string' ? url : undefined;
}

export async function rememberTokenUrl(
	memento: vscode.Memento,
	{ origin }: Account,
	url: string | undefined,
): Promise<void> {
	await memento.update(keyOf(origin), url);
}

function keyOf(origin: string): string {
	return `tokenUrl:${origin}`;
}
