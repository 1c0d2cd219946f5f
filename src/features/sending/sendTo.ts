import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine';
import type { BlockId } from '../../http/document/blockTracker';
import type { SessionStore } from '../../sessions/sessionStore';
import type { Log } from '../../ui/log';
import { pickSession } from '../../ui/prompts/pickSession';
import { tellOutcome } from './outcomes/outcomeMessages';

interface Sender {
	readonly engine: Engine;
	readonly sessions: SessionStore;
	readonly log: Log;
}

/** Sends the request with the key or sign-in that the user chooses, of its account or of another one, and says what came of it. @throws SecretStorageError */
export async function sendTo(block: BlockId, { engine, sessions, log }: Sender): Promise<void> {
	const entry = await pickSession(await sessions.list(), {
		title: vscode.l10n.t('Send with Another Key'),
		placeholder: vscode.l10n.t('Select the key or sign-in to send the request with'),
	});
	if (entry !== undefined) {
		await tellOutcome(await engine.send(block, { as: entry }), log);
	}
}
