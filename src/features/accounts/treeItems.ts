import * as vscode from 'vscode';
import { type AccountKind, isSandboxOrigin } from '../../flowlu/account';
import type { AccountEntry, SessionEntry } from '../../flowlu/sessionEntry';
import { kindColor, kindWord } from '../../ui/messages/accountMessages';
import {
	describeMark,
	formatDate,
	grantIcon,
	isRefused,
	maskedTail,
	summarize,
} from '../../ui/messages/sessionMessages';
import { ownText } from '../../ui/messages/windowRedactor';
import { type ShownMarkdown, shownParagraphs, type TreeRow } from '../../ui/views/trees';

/** The row of an account: its kind is told by word, and by icon and colour besides. */
export function accountItem(account: AccountEntry): TreeRow {
	const { name, origin, kind } = account;
	const { host } = new URL(origin);
	const word = kindWord(kind);
	return {
		label: ownText(name),
		collapsibleState: vscode.TreeItemCollapsibleState.Expanded,
		id: `account:${origin}`,
		iconPath: new vscode.ThemeIcon(kind === 'production' ? 'organization' : 'beaker', kindColor(kind)),
		contextValue: `account.${kind}${isSandboxOrigin(origin) ? '.sandbox' : ''}`,
		description: ownText(host === name ? word : `${host} · ${word}`),
		tooltip: ownText(`${origin}\n${describeKind(kind)}`),
		accessibilityInformation: { label: ownText(vscode.l10n.t('Account {0} at {1}, {2}', name, host, word)) },
	};
}

function describeKind(kind: AccountKind): string {
	return kind === 'production'
		? vscode.l10n.t('Production: you are asked before a request creates, updates or deletes')
		: vscode.l10n.t('Test: every request is sent without confirmation');
}

/** The row of a session. `now` is milliseconds since 1970. */
export function sessionItem(entry: SessionEntry, now: number): TreeRow {
	const { session, active, verification } = entry;
	const summary = summarize(entry, now);
	const spoken =
		session.grant === 'apiKey'
			? vscode.l10n.t('API key {0} of {1}, {2}', session.label, session.account.name, summary)
			: vscode.l10n.t('Sign-in {0} of {1}, {2}', session.label, session.account.name, summary);
	return {
		label: ownText(session.label),
		id: `session:${session.id}`,
		iconPath: isRefused(verification)
			? new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'))
			: active
				? new vscode.ThemeIcon(grantIcon(session.grant).id, new vscode.ThemeColor('testing.iconPassed'))
				: grantIcon(session.grant),
		contextValue: `session.${session.grant}${active ? '.active' : ''}`,
		description: ownText(summary),
		tooltip: sessionTooltip(entry, now),
		accessibilityInformation: { label: ownText(spoken) },
	};
}

function sessionTooltip({ session, active, verification, addedAt }: SessionEntry, now: number): ShownMarkdown {
	const { account, grant, label, login } = session;
	const tail = maskedTail(session);
	const lines = [
		new URL(account.origin).host === account.name
			? account.origin
			: vscode.l10n.t('{0} at {1}', account.name, account.origin),
		grant === 'apiKey' ? vscode.l10n.t('API key') : vscode.l10n.t('Access token, obtained with login and password'),
		...(tail === '' ? [] : [vscode.l10n.t('Ends in {0}', tail)]),
		...(login === undefined ? [] : [vscode.l10n.t('Login: {0}', login)]),
		verification === undefined
			? describeMark(verification, now)
			: vscode.l10n.t('{0} ({1})', describeMark(verification, now), formatDate(verification.at)),
		...(active ? [vscode.l10n.t('Active: requests to {0} use it unless they name another', account.name)] : []),
		vscode.l10n.t('Added {0}', formatDate(addedAt)),
	];
	return shownParagraphs(ownText(label), ...lines.map(ownText));
}
