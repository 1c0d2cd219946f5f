import * as vscode from 'vscode';
import type { RequestBlock } from '../../http/document';
import { problemAt } from '../../http/problem';
import { requestErrors } from '../../http/request';
import { type EarlierRequest, earlierRequests } from '../../http/sendingMetadata';
import { showMessage } from '../../ui/messages';
import { confirmNote } from './beforeSending';
import { findRequest } from './imports';
import { locateAgain, type Place } from './place';
import { type PrepareParts, prepareRequest } from './prepareRequest';
import { offerTrust, showProblems } from './notSent';
import type { RequestRun } from './requestRuns';
import { sendBlock, type SenderParts } from './sender';
import type { WriteGuard } from './writeGuard';

export interface SendAtParts extends SenderParts, PrepareParts {
	readonly guard: WriteGuard;
	/** Resolves when the variables of the document's surroundings are known. */
	readonly ready: (document: vscode.TextDocument) => Promise<void>;
}

/** Sends the request that was found at a place, or says why not. The one way of every sending. */
export async function sendAt(place: Place | undefined, parts: SendAtParts): Promise<void> {
	if (place === undefined) {
		void showMessage('information', vscode.l10n.t('There is no request at the cursor.'));
	} else if (vscode.workspace.isTrusted) {
		await sendPlace(place, [], parts);
	} else {
		await offerTrust();
	}
}

/**
 * Sends a request, those before it that it asks for.
 * @param waiting those that wait for it
 * @returns whether it is answered, and not by an error
 */
async function sendPlace(seen: Place, waiting: readonly Place[], parts: SendAtParts): Promise<boolean> {
	await parts.ready(seen.document);
	const place = locateAgain(seen);
	if (place === undefined) {
		return false;
	}
	if (parts.runs.of(place.document, place.block)?.state.kind === 'sending') {
		void showMessage('information', vscode.l10n.t('This request is on its way already.'));
		return false;
	}
	const errors = requestErrors(place.block);
	if (errors.length > 0) {
		await showProblems(place.document, errors);
		return false;
	}
	if (!(await sendEarlier(place, waiting, parts))) {
		return false;
	}
	if (place.block.form === 'run') {
		return true;
	}
	const current = locateAgain(place);
	return current !== undefined && (await sendNow(current, parts));
}

/** Sends what has to be sent before a request, one after the other. Returns whether all of it is answered. */
async function sendEarlier(place: Place, waiting: readonly Place[], parts: SendAtParts): Promise<boolean> {
	const { document, block } = place;
	for (const { name, span, always } of wantedBefore(block)) {
		const earlier = await findRequest(document, name);
		if (earlier === undefined) {
			await showProblems(document, [problemAt('unknownRequest', span, name)]);
			return false;
		}
		if ([...waiting, place].some(other => isSame(other, earlier))) {
			await showProblems(document, [problemAt('cyclicReference', span, name)]);
			return false;
		}
		const state = parts.runs.of(earlier.document, earlier.block)?.state;
		const isThere = !always && state?.kind === 'answered' && !state.isError;
		if (!isThere && !(await sendPlace(earlier, [...waiting, place], parts))) {
			tellOfError(name, parts.runs.of(earlier.document, earlier.block));
			return false;
		}
	}
	return true;
}

/** All other ways to end are told when they happen. */
function tellOfError(name: string, run: RequestRun | undefined): void {
	if (run?.state.kind === 'answered' && run.state.isError) {
		void showMessage('warning', vscode.l10n.t('Nothing more was sent: the answer to {0} is an error.', name));
	}
}

function wantedBefore({ form, metadata, references }: RequestBlock): readonly EarlierRequest[] {
	const run = form === 'run' ? references.filter(({ kind }) => kind === 'request').slice(-1) : [];
	return [...earlierRequests(metadata), ...run.map(({ text, span }) => ({ name: text, span, always: true }))];
}

function isSame(one: Place, other: Place): boolean {
	return (
		one.document.uri.toString() === other.document.uri.toString() &&
		one.block.requestLine.start === other.block.requestLine.start
	);
}

async function sendNow(place: Place, parts: SendAtParts): Promise<boolean> {
	if (!(await confirmNote(place.block))) {
		return false;
	}
	const prepared = await prepareRequest(place, parts);
	if (prepared === undefined) {
		return false;
	}
	const { request, entry } = prepared;
	return (await parts.guard.admits(request, entry)) && (await sendBlock({ ...place, request, entry }, parts));
}

/** Copies the request that was found at a place as a command of curl, or says why not. Nothing is sent for it. */
export async function copyAt(seen: Place | undefined, parts: SendAtParts): Promise<void> {
	if (!vscode.workspace.isTrusted) {
		await offerTrust();
		return;
	}
	if (seen !== undefined) {
		await parts.ready(seen.document);
	}
	const place = seen && locateAgain(seen);
	if (place === undefined || place.block.form === 'run') {
		void showMessage('information', vscode.l10n.t('There is no request at the cursor.'));
		return;
	}
	const errors = requestErrors(place.block);
	if (errors.length > 0) {
		await showProblems(place.document, errors);
		return;
	}
	const prepared = await prepareRequest(place, parts);
	if (prepared !== undefined) {
		await (await import('./curl/copyAsCurl')).copyAsCurl(prepared, parts.log);
	}
}
