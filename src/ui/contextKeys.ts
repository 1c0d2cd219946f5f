import * as vscode from 'vscode';
import type { ContextKeys } from '../contributions';

/** Sets what `when` clauses of package.json read. */
export async function setContextKey<Key extends keyof ContextKeys>(key: Key, value: ContextKeys[Key]): Promise<void> {
	await vscode.commands.executeCommand('setContext', key, value);
}
