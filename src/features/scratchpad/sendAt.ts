import * as vscode from 'vscode';
import { buildRequest, requestErrors } from '../../http/request';
import type { Problem } from '../../http/problem';
import type { Redactor } from '../../net/redact';
import type { SessionEntry } from '../../sessions/sessionStore';
import { executeCommand } from '../../ui/commands';
import { pickSession } from '../../ui/pickSession';
import { askBeforeSending } from './beforeSending';
import { parsedDocument } from './parsedDocuments';
import { locateAgain, type Place } from './place';
import { problemMessage } from './problemMessages';
import { sendBlock, type SenderParts } from './sender';
import type { SessionChoice } from './sessionChoice';
import type { SessionChoices } from './sessionChoices';
import { wireRequest } from './wireRequest';
import type { WriteGuard } from './writeGuard';

interface SendAtParts extends SenderParts {
	readonly choices: SessionChoices;
	readonly guard: WriteGuard;
	readonly redactor: Redactor;
	/** Resolves when the variables of the document's environment are known. */
	readonly ready: (document: vscode.TextDocument) => Promise<void>;
	readonly userAgent: string;
}

/** Sends the request that was found at a place, or says why not. The one way of every sending. */
export async function sendAt(seen: Place | undefined, parts: SendAtParts): Promise<void> {
	if (seen !== undefined) {
		await parts.ready(seen.document);
	}
	const place = seen && locateAgain(seen);
	if (place === undefined) {
		void vscode.window.showInformationMessage(vscode.l10n.t('There is no request at the cursor.'));
		return;
	}
	if (!vscode.workspace.isTrusted) {
		await offerTrust();
		return;
	}
	if (parts.runs.of(place.document, place.block)?.state.kind === 'sending') {
		void vscode.window.showInformationMessage(vscode.l10n.t('This request is on its way already.'));
		return;
	}
	const { document, block } = place;
	// As it is now: the user may go on typing while a question is open.
	const parsed = parsedDocument(document);
	const errors = requestErrors(block);
	if (errors.length > 0) {
		await showProblems(document, errors, parts);
		return;
	}
	const context = await askBeforeSending(document, parsed, block, parts.redactor);
	if (context === undefined) {
		return;
	}
	const built = buildRequest(parsed, block, context);
	if (!built.ok) {
		await showProblems(document, built.problems, parts);
		return;
	}
	const entry = await sessionFor(place, built.request.target, parts);
	if (entry === undefined) {
		return;
	}
	const request = wireRequest(built.request, entry.session.account, parts.userAgent);
	if (request === undefined) {
		throw new Error(vscode.l10n.t('{0} is no target. Write a path such as crm/lead/list.', built.request.target));
	}
	if (await parts.guard.admits(request, entry)) {
		await sendBlock({ document, block, request, entry }, parts);
	}
}

async function offerTrust(): Promise<void> {
	const manage = vscode.l10n.t('Manage Trust');
	const message = vscode.l10n.t('Nothing was sent: requests are sent only from a workspace that you trust.');
	if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
		await vscode.commands.executeCommand('workbench.trust.manage');
	}
}

/** Says what is wrong first, and shows where; the rest is underlined already. A problem may name a target into which a masked answer was filled. */
async function showProblems(
	document: vscode.TextDocument,
	problems: readonly Problem[],
	{ log }: Pick<SendAtParts, 'log'>,
): Promise<void> {
	const problem = problems.find(({ severity }) => severity === 'error') ?? problems[0];
	if (problem === undefined) {
		return;
	}
	const range = new vscode.Range(document.positionAt(problem.span.start), document.positionAt(problem.span.end));
	const show = vscode.l10n.t('Show');
	const message = vscode.l10n.t('Not sent. Line {0}: {1}', range.start.line + 1, log.redact(problemMessage(problem)));
	if ((await vscode.window.showErrorMessage(message, show)) === show) {
		await vscode.window.showTextDocument(document, { selection: range });
	}
}

/** The session that sends; asks the user where the text leaves it open. Undefined when nothing is to be sent. */
async function sessionFor(
	{ document, block }: Place,
	target: string,
	{ choices }: SendAtParts,
): Promise<SessionEntry | undefined> {
	await choices.ready();
	const choice = choices.choiceFor(document, block, target);
	switch (choice.kind) {
		case 'session':
			return choice.entry;
		case 'ambiguous': {
			const title = vscode.l10n.t('Send as');
			const placeholder = vscode.l10n.t(
				'Several accounts are configured. Which one sends the requests of this document?',
			);
			const entry = await pickSession(choice.candidates, { title, placeholder });
			if (entry !== undefined) {
				choices.choose(document, entry);
			}
			return entry;
		}
		case 'noSession':
		case 'unknownAccount':
		case 'unknownKey':
		case 'foreignOrigin':
			await offerKey(choice);
			return undefined;
	}
}

async function offerKey(choice: Exclude<SessionChoice, { kind: 'session' | 'ambiguous' }>): Promise<void> {
	const add = vscode.l10n.t('Add API Key');
	const signIn = vscode.l10n.t('Sign In');
	const actions = choice.kind === 'foreignOrigin' ? [] : [add, signIn];
	const answer = await vscode.window.showWarningMessage(refusal(choice), ...actions);
	if (answer === add) {
		await executeCommand('flowlu.addApiKey');
	} else if (answer === signIn) {
		await executeCommand('flowlu.signIn');
	}
}

function refusal(choice: Exclude<SessionChoice, { kind: 'session' | 'ambiguous' }>): string {
	switch (choice.kind) {
		case 'noSession':
			return vscode.l10n.t('Nothing was sent: no API key is configured yet.');
		case 'unknownAccount':
			return vscode.l10n.t("Nothing was sent: there is no key for the account '{0}'.", choice.account);
		case 'unknownKey':
			return vscode.l10n.t("Nothing was sent: there is no key called '{0}' for this account.", choice.key);
		case 'foreignOrigin':
			return vscode.l10n.t(
				'Nothing was sent: the request goes to {0}, which is no configured account. A key is only ever sent to its own account.',
				choice.origin,
			);
	}
}
