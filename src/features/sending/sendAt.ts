import * as vscode from 'vscode';
import { problemAt } from '../../http/problem';
import { requestErrors } from '../../http/build/request';
import { earlierRequests } from '../../http/build/sendingMetadata';
import { showMessage } from '../../ui/messages';
import { confirmNote } from './beforeSending';
import { findRequest } from '../../scratchpads/imports';
import { isSamePlace, locateAgain, locateUnchanged, type Place } from '../../scratchpads/place';
import { type PrepareParts, prepareRequest } from './prepareRequest';
import { offerTrust, showProblems, tellOfError } from './notSent';
import { sendBlock, type SenderParts } from './sender';
import { type Chain, sendRun, type SendRunParts } from './sendRun';
import type { WriteGuard } from './writeGuard';

export interface SendAtParts extends SenderParts, PrepareParts, SendRunParts {
	readonly guard: WriteGuard;
}

/** Sends the request that was found at a place, or says why not. The one way of every sending. */
export async function sendAt(place: Place | undefined, parts: SendAtParts): Promise<void> {
	if (place === undefined) {
		void showMessage('information', vscode.l10n.t('There is no request at the cursor.'));
	} else if (vscode.workspace.isTrusted) {
		await sendPlace(place, { waiting: [], given: new Map() }, parts);
	} else {
		await offerTrust();
	}
}

/**
 * Sends a request, those before it that it asks for; or what a `run` names.
 * @returns whether it is answered, and not by an error
 */
async function sendPlace(seen: Place, chain: Chain, parts: SendAtParts): Promise<boolean> {
	await parts.ready(seen.document);
	const place = locateAgain(seen);
	if (place === undefined) {
		tellOfChange();
		return false;
	}
	if (parts.runs.of(place.document, place.block)?.state.kind === 'sending') {
		void showMessage('information', vscode.l10n.t('This request is on its way already.'));
		return false;
	}
	const errors = requestErrors(place.block, chain.given);
	if (errors.length > 0) {
		await showProblems(place.document, errors);
		return false;
	}
	if (!(await sendEarlier(place, chain, parts))) {
		return false;
	}
	// Time went by.
	const current = locateUnchanged(place);
	if (current === undefined) {
		tellOfChange();
		return false;
	}
	return current.block.form === 'run'
		? sendRun(current, chain, (other, next) => sendPlace(other, next, parts), parts)
		: sendNow(current, chain, parts);
}

function tellOfChange(): void {
	void showMessage('warning', vscode.l10n.t('The request was changed meanwhile and was not sent. Send it again.'));
}

/** Sends what has to be sent before a request, one after the other. Returns whether all of it is answered. */
async function sendEarlier(place: Place, { waiting, given, signal }: Chain, parts: SendAtParts): Promise<boolean> {
	const { document, block } = place;
	const chain = { waiting: [...waiting, place], given, signal };
	for (const { name, span, always } of earlierRequests(block.metadata)) {
		const earlier = await findRequest(document, name);
		if (earlier === undefined) {
			await showProblems(document, [problemAt('unknownRequest', span, name)]);
			return false;
		}
		if (chain.waiting.some(other => isSamePlace(other, earlier))) {
			await showProblems(document, [problemAt('cyclicReference', span, name)]);
			return false;
		}
		const state = parts.runs.of(earlier.document, earlier.block)?.state;
		// An answer of before was got with other values. One that is no longer kept counts: only the user may have something sent twice.
		const isThere = !always && given.size === 0 && state?.kind === 'answered' && !state.isError;
		if (!isThere && !(await sendPlace(earlier, chain, parts))) {
			tellOfError(name, parts.runs.of(earlier.document, earlier.block));
			return false;
		}
	}
	return true;
}

async function sendNow(place: Place, { given, signal }: Chain, parts: SendAtParts): Promise<boolean> {
	if (!(await confirmNote(place.block))) {
		return false;
	}
	const prepared = await prepareRequest(place, given, parts);
	if (prepared === undefined) {
		return false;
	}
	const { request, entry } = prepared;
	const isAdmitted = await parts.guard.admits(request, entry);
	return isAdmitted && !signal?.aborted && (await sendBlock({ ...place, request, entry, signal }, parts));
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
	const prepared = await prepareRequest(place, new Map(), parts);
	if (prepared !== undefined) {
		await (await import('./copyAsCurl')).copyAsCurl(prepared, parts.log);
	}
}
