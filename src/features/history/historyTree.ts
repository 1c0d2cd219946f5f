import * as vscode from 'vscode';
import type { Account } from '../../flowlu/account';
import { beginningOf } from '../../net/redaction/shownText';
import { plural } from '../../messages/plural';
import { formatDuration } from '../../messages/units';
import { ownText, shownText } from '../../ui/messages/windowRedactor';
import { shownParagraphs, type TreeRow } from '../../ui/views/trees';
import type { HistoryEntry } from './historyEntry';
import { pathBelowApi } from './historyText';

/** More than a row has room for, in UTF-16 code units. */
const maxTitle = 200;

/** What a row of the view stands for. */
export type HistoryElement =
	{ readonly account: Account; readonly entries: readonly HistoryEntry[] } | { readonly historyEntry: HistoryEntry };

/** What was kept before a secret was known is shown without it. */
export function historyItem(element: HistoryElement): TreeRow {
	return 'historyEntry' in element ? entryItem(element, Date.now()) : accountItem(element);
}

function accountItem({ account, entries }: Extract<HistoryElement, { readonly account: Account }>): TreeRow {
	const count = plural(vscode.l10n.t('{0, plural, one {# request} other {# requests}}'), entries.length);
	return {
		label: ownText(account.name),
		collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
		id: `history:${account.origin}`,
		iconPath: new vscode.ThemeIcon('history'),
		description: ownText(count),
		tooltip: ownText(account.origin),
		contextValue: 'historyAccount',
	};
}

/** `now` is milliseconds since 1970. */
function entryItem(element: Extract<HistoryElement, { readonly historyEntry: HistoryEntry }>, now: number): TreeRow {
	const { id, request, at, key, writes } = element.historyEntry;
	const title = beginningOf(shownText(requestTitle(element.historyEntry)), maxTitle);
	const effect = writes ? vscode.l10n.t('may write') : vscode.l10n.t('reads');
	const facts = [resultText(element.historyEntry), key, shortTime(at, now)];
	return {
		label: title,
		id: `history:${id}`,
		iconPath: iconOf(element.historyEntry),
		contextValue: `historyEntry.${request.omitted === undefined ? 'whole' : 'part'}`,
		description: ownText(facts.join(' · ')),
		tooltip: shownParagraphs(
			shownText(`${request.method} ${request.target}`),
			...[
				[resultText(element.historyEntry), effect].join(' · '),
				vscode.l10n.t('Sent by {0} on {1}', key, longTime(at)),
				...omissionRemarks(element.historyEntry),
			].map(ownText),
		),
		accessibilityInformation: { label: ownText([title, effect, ...facts].join(', ')) },
		command: {
			command: 'flowlu.openFromHistory',
			title: vscode.l10n.t('Open as Scratchpad'),
			arguments: [element],
		},
	};
}

/** The time of day, and the day where that is not today. Both are milliseconds since 1970. */
function shortTime(at: number, now: number): string {
	const date = new Date(at);
	const isToday = date.toDateString() === new Date(now).toDateString();
	return date.toLocaleString(vscode.env.language, {
		...(!isToday && { month: 'short', day: 'numeric' }),
		hour: 'numeric',
		minute: '2-digit',
	});
}

/** Day and time to the second, of milliseconds since 1970. */
export function longTime(at: number): string {
	return new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Method and target, without what all have. */
function requestTitle({ request: { method, target } }: HistoryEntry): string {
	return `${method} ${pathBelowApi(target)}`;
}

/** Told by shape, and by colour besides. */
function iconOf({ result, writes }: HistoryEntry): vscode.ThemeIcon {
	if (result.kind !== 'answered' || result.isError) {
		return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
	}
	return new vscode.ThemeIcon(writes ? 'edit' : 'eye');
}

export function resultText({ result }: HistoryEntry): string {
	switch (result.kind) {
		case 'answered':
			return [
				...(result.isError && result.status < 400
					? [vscode.l10n.t('{0}, error', result.status)]
					: [String(result.status)]),
				formatDuration(result.milliseconds),
				...(result.records === undefined
					? []
					: [plural(vscode.l10n.t('{0, plural, one {# item} other {# items}}'), result.records)]),
			].join(' · ');
		case 'failed':
			return vscode.l10n.t('no response');
		case 'cancelled':
			return vscode.l10n.t('cancelled');
	}
}

/** What is missing of a request, a sentence each. */
export function omissionRemarks({ request }: HistoryEntry): readonly string[] {
	if (request.omitted === undefined) {
		return [];
	}
	switch (request.omitted) {
		case 'long':
			return [vscode.l10n.t('The request was too long to be kept whole.')];
		case 'binary':
			return [vscode.l10n.t('Its body was not text and was not kept.')];
		case 'secret':
			return [vscode.l10n.t('It was not kept whole: a secret could not be separated from the rest.')];
	}
}
