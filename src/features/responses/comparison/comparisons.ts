import * as vscode from 'vscode';
import { comparedValue, type ComparedValue } from '../../../exchanges/comparison/comparedValue';
import { ignoring, type IsIgnored } from '../../../exchanges/comparison/ignoredFields';
import { normalizedText } from '../../../exchanges/comparison/normalizedText';
import { recordChanges, type RecordChanges } from '../../../exchanges/comparison/recordChanges';
import type { Exchange } from '../../../exchanges/exchange';
import { inTurns } from '../../../exchanges/reading';
import { maskKnown } from '../../../net/redaction/maskKnown';
import type { Redactor } from '../../../net/redaction/redact';
import { showMessage } from '../../../ui/messages/messages';
import { yieldToEventLoop } from '../../../ui/yieldToEventLoop';
import { formatBytes } from '../../../messages/units';
import { documentName } from '../documents/documentName';
import { redactedText } from '../redactedText';
import { comparisonScheme } from '../documents/scheme';
import { recordChangesText } from './recordChangesText';

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

	/** In VS Code's own editor of differences; of binary data only whether it is the same is said. */
	async compare(before: Exchange, after: Exchange): Promise<void> {
		if (isTooLarge(before) || isTooLarge(after)) {
			return;
		}
		if (before.reading.kind === 'binary' || after.reading.kind === 'binary') {
			void showMessage('information', binaryDifference(before.response.body, after.response.body));
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
		const changes = await changesBetween(before, after);
		if (typeof changes === 'string') {
			void showMessage('information', describeRefusal(changes));
			await (changes === 'noList' ? undefined : this.compare(before, after));
			return;
		}
		const name = `${after.request.method} ${new URL(after.request.url).pathname}`;
		const title = vscode.l10n.t('{0}: {1} → {2}', name, this.nameOf(before, after), this.nameOf(after, before));
		await this.open(after, await this.masked(recordChangesText(title, changes, this.redactor)));
	}

	/** A short text about a response that contains no values of it, so that only known secrets are masked. */
	async show(exchange: Exchange, text: string): Promise<void> {
		await this.open(exchange, maskKnown(text, this.redactor));
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
		const value = await comparedIn(exchange);
		return value === undefined
			? (await redactedText(exchange, this.redactor, 'original')).masked
			: this.masked(normalizedText(value, isIgnored));
	}

	/** @param pieces end with a line break, which no secret goes over */
	private async masked(pieces: Iterable<string>): Promise<string> {
		const masked: string[] = [];
		for (const piece of pieces) {
			masked.push(this.redactor.redact(piece));
			await yieldToEventLoop();
		}
		return masked.join('');
	}

	private async open(exchange: Exchange, text: string): Promise<void> {
		await vscode.window.showTextDocument(this.add(exchange, 'txt', text), { preview: true });
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

type Refusal = 'noList' | 'otherRecords' | 'noKey' | 'noKeyOfAccounts';

async function changesBetween(before: Exchange, after: Exchange): Promise<RecordChanges | Refusal> {
	const [old, now] = [await comparedIn(before), await comparedIn(after)];
	const haveSameIds = before.session.account.origin === after.session.account.origin;
	const comparing = { isIgnored: ignoredIn(before, after), haveSameIds };
	const changes = old && now && (await inTurns(recordChanges(old, now, comparing), { yieldToEventLoop }));
	if (changes === undefined || changes === 'noList') {
		return 'noList';
	}
	// The request may have become one for another list.
	if (pathOf(before) !== pathOf(after)) {
		return 'otherRecords';
	}
	return changes === 'noKey' && !haveSameIds ? 'noKeyOfAccounts' : changes;
}

function pathOf({ request }: Exchange): string {
	return new URL(request.url).pathname.replace(/\/$/u, '');
}

function describeRefusal(refusal: Refusal): string {
	switch (refusal) {
		case 'noList':
			return vscode.l10n.t('Both responses have to be lists of records.');
		case 'otherRecords':
			return vscode.l10n.t('The lists come from different paths, so the responses are compared as text.');
		case 'noKey':
			return vscode.l10n.t(
				'The records have no id and no other field that tells them apart, so the responses are compared as text.',
			);
		case 'noKeyOfAccounts':
			return vscode.l10n.t(
				'Ids of one account say nothing about another one, and no other field tells the records apart, so the responses are compared as text.',
			);
	}
}

/** Undefined where the response is no JSON, or nested deeper than anybody looks. */
async function comparedIn({ reading: { json } }: Exchange): Promise<ComparedValue | undefined> {
	return json && (await inTurns(comparedValue(json), { yieldToEventLoop }));
}

function binaryDifference(before: Uint8Array, after: Uint8Array): string {
	return Buffer.compare(before, after) === 0
		? vscode.l10n.t('Binary data cannot be compared as text. It is the same, byte for byte.')
		: vscode.l10n.t(
				'Binary data cannot be compared as text. It is not the same: {0} before, {1} now.',
				formatBytes(before.length),
				formatBytes(after.length),
			);
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
				'A response of {0} is too large to compare; the limit is {1}.',
				formatBytes(length),
				formatBytes(maxBytes),
			),
		);
	}
	return length > maxBytes;
}
