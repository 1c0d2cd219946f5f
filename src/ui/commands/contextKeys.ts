import * as vscode from 'vscode';
import type { ContextKey } from '../../contributions';

/** Sets what `when` clauses of package.json read. */
export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
	await vscode.commands.executeCommand('setContext', key, value);
}
