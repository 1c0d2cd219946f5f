import * as vscode from 'vscode';
import { commandsOf } from '../../contributions';
import { registerCommands } from '../../ui/commands/commands';
import { languageId, otherLanguageId } from '../../scratchpads/languageId';
import { lazily } from '../../ui/lazily';
import { forEachDocument } from '../../ui/openDocuments';
import type { KeyGuardDependencies } from './keyGuard';

/** Ours, and that of the tools whose files people bring along. */
const languageIds = [languageId, otherLanguageId];

/** Warns of keys that are written into requests, and moves them to SecretStorage; loaded with the first document that has requests. */
export function registerTypedKeys(dependencies: Omit<KeyGuardDependencies, 'languageIds'>): vscode.Disposable {
	const guard = lazily(async () => (await import('./keyGuard')).registerKeyGuard({ ...dependencies, languageIds }));
	return vscode.Disposable.from(
		guard,
		forEachDocument(languageIds, () => {
			guard.load().catch((error: unknown) => {
				dependencies.log.error('Documents are not searched for keys.', error);
			});
		}),
		registerCommands(commandsOf('typedKeys'), dependencies.log, () => guard.load()),
	);
}
