import * as vscode from 'vscode';
import { comparedValue } from '../../../exchanges/comparison/comparedValue';
import { ignoring, type IsIgnored } from '../../../exchanges/comparison/ignoredFields';
import { normalizedText } from '../../../exchanges/comparison/normalizedText';
import { recordChanges } from '../../../exchanges/comparison/recordChanges';
import type { Exchange } from '../../../exchanges/exchange';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { formatBytes } from '../../../messages/units';
import { documentName } from '../documents/documentName';
import { redactedText } from '../redactedText';
import { comparisonScheme } from '../documents/scheme';
import { recordsText } from './recordsText';

/** Bytes of a response that is compared: more would take long to read, and VS Code gives up on the difference. */
const maxBytes = 20_000_000;

/** Two responses as documents in which only what they say differs. Their texts are made when they are asked for, and kept while they are open. */
export class Comparisons implements vscode.TextDocumentContentProvider, vscode.Disposable {
	private readonly texts = new Map<string, string>();
	private count = 0;
	private readonly subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
		this.texts.delete(uri.toString());
	});

	constructor(private readonly redactor: Redactor) {}

	/** In VS Code's own editor of differences. */
	async compare(before: Exchange, after: Exchange): Promise<void> {
		if (isTooLarge(before) || isTooLarge(after)) {
			return;
		}
		const isIgnored = ignoredIn(before, after);
		const left = this.add(before, 'json', await this.textOf(before, isIgnored));
		const right = this.add(after, 'json', await this.textOf(after, isIgnored));
		const title = `${documentName(after.request.url, this.redactor)}: ${this.nameOf(before, after)} ↔ ${this.nameOf(after, before)}`;
		await vscode.commands.executeCommand('vscode.diff', left, right, this.redactor.redact(title));
	}

	/** Which records of two lists were added, removed or changed. */
	async compareRecords(before: Exchange, after: Exchange): Promise<void> {
		if (isTooLarge(before) || isTooLarge(after)) {
			return;
		}
		const [old, now] = [before, after].map(({ reading }) => reading.json && comparedValue(reading.json));
		const haveSameIds = before.session.account.origin === after.session.account.origin;
		const changes = old && now && recordChanges(old, now, { isIgnored: ignoredIn(before, after), haveSameIds });
		if (changes === undefined || changes === 'noList') {
			void showMessage('information', vscode.l10n.t('Both responses have to be lists of records.'));
			return;
		}
		if (changes === 'noKey') {
			void showMessage(
				'information',
				vscode.l10n.t(
					'The records have no id and no other field that tells them apart, so the responses are compared as text.',
				),
			);
			await this.compare(before, after);
			return;
		}
		const name = `${after.request.method} ${new URL(after.request.url).pathname}`;
		const title = vscode.l10n.t('{0}: {1} → {2}', name, this.nameOf(before, after), this.nameOf(after, before));
		await this.show(after, recordsText(title, changes, this.redactor));
	}

	/** A text about a response. */
	async show(exchange: Exchange, text: string): Promise<void> {
		const uri = this.add(exchange, 'txt', this.redactor.redact(text));
		await vscode.window.showTextDocument(uri, { preview: true });
	}

	provideTextDocumentContent(uri: vscode.Uri): string {
		return (
			this.texts.get(uri.toString()) ??
			vscode.l10n.t('This comparison is no longer in memory. Compare the responses again.')
		);
	}

	dispose(): void {
		this.subscription.dispose();
		this.texts.clear();
	}

	private async textOf(exchange: Exchange, isIgnored: IsIgnored): Promise<string> {
		const { json } = exchange.reading;
		const value = json && comparedValue(json);
		return value === undefined
			? (await redactedText(exchange, this.redactor, 'original')).masked
			: this.redactor.redact(normalizedText(value, isIgnored));
	}

	private add(exchange: Exchange, ending: 'json' | 'txt', text: string): vscode.Uri {
		const name = documentName(exchange.request.url, this.redactor);
		const uri = vscode.Uri.from({
			scheme: comparisonScheme,
			path: `/${exchange.session.account.name}/${name}.${ending}`,
			query: String(++this.count),
		});
		this.texts.set(uri.toString(), text);
		return uri;
	}

	/** What tells one from the other: the account where that is another one, and the time. */
	private nameOf({ session, sentAt }: Exchange, other: Exchange): string {
		const time = new Date(sentAt).toLocaleTimeString(vscode.env.language);
		const { account, label } = session;
		return [
			...(account.origin === other.session.account.origin ? [] : [account.name]),
			...(session.id === other.session.id ? [] : [label]),
			time,
		].join(' ');
	}
}

function ignoredIn(before: Exchange, after: Exchange): IsIgnored {
	return ignoring([...(before.ignoredPaths ?? []), ...(after.ignoredPaths ?? [])]);
}

function isTooLarge({ reading }: Exchange): boolean {
	const { length } = reading.utf8;
	if (length > maxBytes) {
		void showMessage(
			'information',
			vscode.l10n.t(
				'A response of {0} is too large to be compared; {1} is the most.',
				formatBytes(length),
				formatBytes(maxBytes),
			),
		);
	}
	return length > maxBytes;
}
