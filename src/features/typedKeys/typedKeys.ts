import * as vscode from 'vscode';
import { registerLazyCommands } from '../../ui/commands';
import { lazily } from '../../ui/lazily';
import type { KeyGuardParts } from './keyGuard';

/** Ours, and that of the tools whose files people bring along. */
const languageIds = ['flowlu-http', 'http'];

/** Warns of keys that are written into requests, and moves them to SecretStorage; loaded with the first document that has requests. */
export function registerTypedKeys(parts: Omit<KeyGuardParts, 'languageIds'>): vscode.Disposable {
	const guard = lazily(async () => (await import('./keyGuard')).registerKeyGuard({ ...parts, languageIds }));

	function loadFor(document: vscode.TextDocument): void {
		if (languageIds.includes(document.languageId)) {
			guard.load().catch((error: unknown) => {
				parts.log.error('Documents are not searched for keys.', error);
			});
		}
	}

	vscode.workspace.textDocuments.forEach(loadFor);
	return vscode.Disposable.from(
		guard,
		vscode.workspace.onDidOpenTextDocument(loadFor),
		registerLazyCommands(['_flowlu.moveKey'], parts.log, () => guard.load()),
	);
}
