import * as vscode from 'vscode';
import { describeFault } from '../../messages/faultMessages';
import { SecretStorageError } from '../../sessions/keyring';

/** What happened and what to do, in the user's language; free of secrets as long as the server's own words are. */
export function describeError(error: unknown): string {
	return error instanceof SecretStorageError ? describeKeyring(error) : describeFault(error);
}

function describeKeyring({ operation, reason, cause }: SecretStorageError): string {
	if (reason === 'silent') {
		return operation === 'read'
			? vscode.l10n.t(
					'The keyring of VS Code does not respond, so your keys are not shown yet; nothing was deleted. It may be waiting to be unlocked. The keys appear as soon as it responds.',
				)
			: vscode.l10n.t(
					'The keyring of VS Code does not respond. It may be waiting to be unlocked; your change is saved if it responds later.',
				);
	}
	const said = cause instanceof Error ? cause.message : String(cause);
	return operation === 'read'
		? vscode.l10n.t(
				'The keyring of VS Code cannot be read, so your keys are not shown; nothing was deleted. It says: {0}',
				said,
			)
		: vscode.l10n.t('The keyring of VS Code failed, and nothing was saved. It says: {0}', said);
}
