import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AccountReference, CommandOf, HistoryReference } from '../../contributions';
import type { SentRequest } from '../../engine/sentRequest';
import { isUnlogged } from '../../http/build/sendingMetadata';
import type { Redactor } from '../../net/redaction/redact';
import { languageId } from '../../scratchpads/languageId';
import type { SessionStore } from '../../sessions/sessionStore';
import { type CommandHandlers, executeCommand } from '../../ui/commands/commands';
import type { Log } from '../../ui/log';
import { ask, showDone, showMessage } from '../../ui/messages/messages';
import { plural } from '../../messages/plural';
import { keepsHistory } from '../../ui/settings';
import { yieldToEventLoop } from '../../ui/yieldToEventLoop';
import { entryOf, type HistoryEntry } from './historyEntry';
import { HistoryFiles } from './historyFiles';
import { historyText } from './historyText';
import { type HistoryElement, longTime, omissionRemarks, resultText } from './historyTree';

export interface HistoryDependencies {
	/** Of the extension, on this machine; need not be there. */
	readonly storageUri: vscode.Uri;
	readonly sessions: SessionStore;
	readonly redactor: Redactor;
	readonly log: Log;
}

interface OpenDependencies extends HistoryDependencies {
	/** The files are others now. */
	readonly onChange: () => void;
}

/** The history once it is in use. */
export interface OpenHistory {
	/** @throws an error of the file system */
	record(sent: SentRequest): Promise<void>;
	readonly tree: {
		children(element: HistoryElement | undefined): Promise<HistoryElement[]>;
		/** What is to be said above the rows, or nothing. */
		message(): string;
	};
	readonly commands: CommandHandlers<CommandOf<'history'>>;
}

export function openHistory({ storageUri, sessions, redactor, log, onChange }: OpenDependencies): OpenHistory {
	const files = new HistoryFiles(join(storageUri.fsPath, 'history'), {
		onUnreadable: (file, lines) => {
			log.warn(`${lines} lines of ${decodeURIComponent(file)} in the history cannot be read. They are left out.`);
		},
	});

	async function find({ historyEntry: { id } }: HistoryReference): Promise<HistoryEntry | undefined> {
		const found = (await files.all()).flat().find(entry => entry.id === id);
		if (found === undefined) {
			onChange();
			void showMessage('information', vscode.l10n.t('The request is no longer in the history.'));
		}
		return found;
	}

	/** Writes it into a new scratchpad, and gives where it stands; undefined where it is not there. */
	async function open(reference: HistoryReference): Promise<{ uri: string; offset: number } | undefined> {
		const entry = await find(reference);
		if (entry === undefined) {
			return undefined;
		}
		const remarks = [
			vscode.l10n.t('Sent on {0}: {1}', longTime(entry.at), resultText(entry)),
			...omissionRemarks(entry),
		];
		const written = historyText(entry, await sessions.list(), remarks);
		if (written === undefined) {
			void showMessage(
				'warning',
				vscode.l10n.t(
					'This request cannot be written as a scratchpad: it has characters that no line of one can hold.',
				),
			);
			return undefined;
		}
		const document = await vscode.workspace.openTextDocument({ language: languageId, content: written.text });
		const editor = await vscode.window.showTextDocument(document);
		const start = document.positionAt(written.offset);
		editor.selection = new vscode.Selection(start, start);
		return { uri: document.uri.toString(), offset: written.offset };
	}

	async function run(command: 'flowlu.send' | 'flowlu.copyAsCurl', reference: HistoryReference): Promise<void> {
		const place = await open(reference);
		if (place !== undefined) {
			await executeCommand(command, place.uri, place.offset);
		}
	}

	async function clear(account: AccountReference | undefined): Promise<void> {
		const kept = (await files.all()).filter(
			([first]) => account === undefined || first?.account.origin === account.origin,
		);
		const [first] = kept.flat();
		if (first === undefined && (account !== undefined || !(await files.hasShapes()))) {
			showDone(vscode.l10n.t('The history is empty.'));
			return;
		}
		const action = vscode.l10n.t('Clear');
		const question =
			account !== undefined && first !== undefined
				? vscode.l10n.t('Delete all requests to {0} from the history?', first.account.name)
				: questionAboutAll(kept.flat().length);
		if ((await ask(question, { actions: [action] })) === action) {
			await files.clear(account?.origin);
			onChange();
		}
	}

	return {
		record: async sent => {
			if (!keepsHistory() || isUnlogged(sent.place.block.metadata)) {
				return;
			}
			// The response is shown first.
			await yieldToEventLoop();
			await files.append(entryOf(sent, redactor));
			onChange();
		},
		tree: {
			children: async element => {
				if (element !== undefined) {
					return 'entries' in element ? element.entries.map(historyEntry => ({ historyEntry })) : [];
				}
				return (await files.all()).flatMap(entries =>
					entries[0] === undefined ? [] : [{ account: entries[0].account, entries }],
				);
			},
			message: () =>
				keepsHistory()
					? ''
					: vscode.l10n.t(
							'Requests are not kept: the setting flowlu.history is off. What was kept before stays until it is cleared.',
						),
		},
		commands: {
			'flowlu.openFromHistory': async reference => {
				await open(reference);
			},
			'flowlu.sendFromHistory': reference => run('flowlu.send', reference),
			'flowlu.copyFromHistoryAsCurl': reference => run('flowlu.copyAsCurl', reference),
			'flowlu.deleteFromHistory': async reference => {
				const entry = await find(reference);
				if (entry !== undefined) {
					await files.delete(entry);
					onChange();
				}
			},
			'flowlu.clearHistory': () => clear(undefined),
			'flowlu.clearAccountHistory': clear,
		},
	};
}

/** Without requests there may still be remembered fields of responses, which are deleted with them. */
function questionAboutAll(count: number): string {
	return count === 0
		? vscode.l10n.t('The history has no requests. Delete what is remembered of the fields of responses?')
		: plural(
				vscode.l10n.t('{0, plural, one {Delete # request of the history?} other {Delete # requests of the history?}}'),
				count,
			);
}
