import { basename } from 'node:path';
import * as vscode from 'vscode';
import { type ResponseFile, responseFile } from '../../disk/responseFile';
import { blockOperation } from '../../engine/blockOperation';
import type { Engine } from '../../engine/engine';
import type { Outcome } from '../../engine/outcome';
import type { RequestStates } from '../../engine/requestStates';
import type { ExpectedSession } from '../../engine/sessionChoice';
import type { ExchangeStore } from '../../exchanges/exchangeStore';
import { isPlainEntity } from '../../flowlu/operation';
import { rowFileOf } from '../../http/build/sendingMetadata';
import type { BlockId } from '../../http/document/blockTracker';
import type { RequestBlock } from '../../http/document/document';
import { writeFaultText } from '../../messages/fileMessages';
import { plural } from '../../messages/plural';
import { formatBytes } from '../../messages/units';
import type { Redactor } from '../../net/redaction/redact';
import type { Log } from '../../ui/log';
import { ask, showMessage, suggestTrust } from '../../ui/messages/messages';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { isLocalFile } from '../../ui/prompts/localFile';
import { showProgress } from '../../ui/shown';
import { receivedText } from './lenses/phaseText';
import { tellOutcome } from './outcomes/outcomeMessages';

interface SavingDependencies {
	readonly engine: Pick<Engine, 'send'>;
	readonly states: RequestStates;
	readonly exchanges: Pick<ExchangeStore, 'of'>;
	readonly redactor: Pick<Redactor, 'find'>;
	readonly log: Log;
}

/**
 * Asks for a file, and has the body of the response to a request go there as it comes; of one that is under way, what is to come with what has come.
 * @param written the request as it is written now
 * @param choice who would send it
 */
export async function sendToFile(
	block: BlockId,
	written: RequestBlock,
	choice: ExpectedSession,
	{ engine, states, exchanges, redactor, log }: SavingDependencies,
): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		void suggestTrust();
		return;
	}
	if (written.form === 'run' || rowFileOf(written.metadata) !== undefined) {
		void showMessage('information', vscode.l10n.t('Only a single response can be saved to a file.'));
		return;
	}
	const wasUnderWay = states.of(block)?.kind === 'underWay';
	const path = await chosenPath(suggestedName(written, choice));
	if (path === undefined) {
		return;
	}
	const file = responseFile(path, redactor, () => {
		states.cancel(block);
	});
	const outcome = await withProgress(basename(path), block, states, async () => {
		if (wasUnderWay) {
			// It may have ended while the user chose: nothing is sent a second time for that.
			const state = states.of(block);
			return (await states.divert(block, file)) ?? (state?.kind === 'ended' ? state.outcome : undefined);
		}
		const ended = await engine.send(block, { into: file });
		// Where the file is what keeps the request from its end, that is told.
		await (file.fault() === undefined ? tellOutcome(ended, log) : undefined);
		return ended.outcome;
	});
	const latest = exchanges.of(block);
	if (outcome?.kind === 'answered' && !outcome.isError && latest?.kind === 'kept') {
		const { headers, body } = latest.exchange.response;
		await file.begin(headers);
		await file.write(body);
		await settle(file, path, { bytes: body.length, checks: 0 });
	} else if (outcome?.kind === 'saved' && outcome.bytes === file.bytes()) {
		await settle(file, path, outcome);
	} else {
		await file.discard();
		tellUnsaved(basename(path), file.fault(), outcome);
	}
}

/** What the file of a response may be called: `crm-lead.json`. */
function suggestedName(block: RequestBlock, choice: ExpectedSession): string {
	const { entity = '' } = choice.kind === 'session' ? blockOperation(block, choice.entry.session.account) : {};
	return isPlainEntity(entity) ? `${entity.replace('/', '-')}.json` : 'response.json';
}

async function chosenPath(suggested: string): Promise<string | undefined> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const target = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save the response'),
		...(folder && { defaultUri: vscode.Uri.joinPath(folder, suggested) }),
	});
	return target !== undefined && isLocalFile(target) ? target.fsPath : undefined;
}

/** Shows how much has come, with a way to stop it. */
async function withProgress(
	name: string,
	block: BlockId,
	states: RequestStates,
	work: () => Promise<Outcome | undefined>,
): Promise<Outcome | undefined> {
	const options = {
		location: vscode.ProgressLocation.Notification,
		title: shownText(vscode.l10n.t('Saving to {0}', name)),
		cancellable: true,
	};
	return showProgress(options, async (progress, token) => {
		let percent = 0;
		const listening = vscode.Disposable.from(
			token.onCancellationRequested(() => {
				states.cancel(block);
			}),
			states.onDidChange((state, changed) => {
				if (changed === block && state?.kind === 'underWay' && state.phase.phase === 'receiving') {
					const { bytes, total = 0 } = state.phase;
					const now = total === 0 ? 0 : (100 * bytes) / total;
					progress.report({ message: ownText(receivedText(state.phase)), increment: Math.max(0, now - percent) });
					percent = now;
				}
			}),
		);
		try {
			return await work();
		} finally {
			listening.dispose();
		}
	});
}

/** Gives the file its name, unless the user does not want the secrets that are in it. */
async function settle(
	file: ResponseFile,
	path: string,
	{ bytes, checks }: { readonly bytes: number; readonly checks: number },
): Promise<void> {
	const name = basename(path);
	try {
		if (file.fault() !== undefined) {
			throw file.fault();
		}
		if (file.hasSecrets() && !(await isToHaveSecrets())) {
			await file.discard();
			return;
		}
		await file.finish();
	} catch (error) {
		await file.discard();
		void showMessage('error', writeFaultText(name, error));
		return;
	}
	const parts = [
		vscode.l10n.t('Saved {0} to {1}.', formatBytes(bytes), name),
		...(checks > 0
			? [plural(vscode.l10n.t('{0, plural, one {Its check was not run.} other {Its # checks were not run.}}'), checks)]
			: []),
	];
	const open = vscode.l10n.t('Open');
	void showMessage('information', parts.join(' '), open).then(async choice => {
		if (choice === open) {
			await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path));
		}
	});
}

async function isToHaveSecrets(): Promise<boolean> {
	const asItCame = vscode.l10n.t('Save as It Came');
	const choice = await ask(vscode.l10n.t('The response contains secrets. Save them too?'), {
		detail: vscode.l10n.t(
			'The server sent back keys, tokens or passwords. Whoever gets the file can use them. If you cancel, nothing is saved.',
		),
		actions: [asItCame],
	});
	return choice === asItCame;
}

/** Of what was not sent, was cancelled or failed, the one who sent it tells. */
function tellUnsaved(name: string, fault: unknown, outcome: Outcome | undefined): void {
	if (fault !== undefined) {
		void showMessage('error', writeFaultText(name, fault));
	} else if (outcome?.kind === 'answered') {
		const because = outcome.isError
			? vscode.l10n.t('{0} was not saved: the response is an error.', name)
			: vscode.l10n.t('{0} was not saved: the response was removed from memory.', name);
		void showMessage('warning', because);
	} else if (outcome?.kind === 'saved') {
		void showMessage('warning', vscode.l10n.t('{0} was not saved: the response was saved to another file.', name));
	} else if (outcome?.kind === 'ran') {
		void showMessage(
			'warning',
			vscode.l10n.t('{0} was not saved: only a single response can be saved to a file.', name),
		);
	}
}
