import type { AccountEntry, SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import { type AccountKind, isSandboxOrigin } from '../../flowlu/account';
import { kindColor, kindWord } from '../../ui/messages/accountMessages';
import { describeMark, grantIcon, isRefused, maskedTail, summarize } from '../../ui/messages/sessionMessages';

/** The row of an account: its kind is told by word, and by icon and colour besides. */
export function accountItem(account: AccountEntry): vscode.TreeItem {
	const { name, origin, kind } = account;
	const { host } = new URL(origin);
	const word = kindWord(kind);
	const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
	item.id = `account:${origin}`;
	item.iconPath = new vscode.ThemeIcon(kind === 'production' ? 'organization' : 'beaker', kindColor(kind));
	item.contextValue = `account.${kind}${isSandboxOrigin(origin) ? '.sandbox' : ''}`;
	item.description = host === name ? word : `${host} · ${word}`;
	item.tooltip = `${origin}\n${describeKind(kind)}`;
	item.accessibilityInformation = { label: vscode.l10n.t('Account {0} at {1}, {2}', name, host, word) };
	return item;
}

function describeKind(kind: AccountKind): string {
	return kind === 'production'
		? vscode.l10n.t('Production: you are asked before a request creates, updates or deletes')
		: vscode.l10n.t('Test: every request is sent without confirmation');
}

/** The row of a session. `now` is milliseconds since 1970. */
export function sessionItem(entry: SessionEntry, now: number): vscode.TreeItem {
	const { session, active, verification } = entry;
	const item = new vscode.TreeItem(session.label, vscode.TreeItemCollapsibleState.None);
	const summary = summarize(entry, now);
	item.id = `session:${session.id}`;
	item.iconPath = isRefused(verification)
		? new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'))
		: active
			? new vscode.ThemeIcon(grantIcon(session.grant).id, new vscode.ThemeColor('testing.iconPassed'))
			: grantIcon(session.grant);
	item.contextValue = `session.${session.grant}${active ? '.active' : ''}`;
	item.description = summary;
	item.tooltip = sessionTooltip(entry, now);
	item.accessibilityInformation = {
		label:
			session.grant === 'apiKey'
				? vscode.l10n.t('API key {0} of {1}, {2}', session.label, session.account.name, summary)
				: vscode.l10n.t('Sign-in {0} of {1}, {2}', session.label, session.account.name, summary),
	};
	return item;
}

function sessionTooltip({ session, active, verification, addedAt }: SessionEntry, now: number): vscode.MarkdownString {
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
	const tooltip = new vscode.MarkdownString(`**${escapeMarkdown(label)}**`);
	for (const line of lines) {
		tooltip.appendMarkdown(`\n\n${escapeMarkdown(line)}`);
	}
	return tooltip;
}

/** Labels and logins are the user's text, not markup. `appendText` would make every space a hard one, and the lines would not wrap. */
function escapeMarkdown(text: string): string {
	return text.replace(/\s+/gu, ' ').replace(/[\\`*_{}[\]()#+\-.!~<>|&$]/gu, '\\$&');
}

function formatDate(milliseconds: number): string {
	return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(milliseconds);
}
