import type { SessionEntry } from '../../flowlu/sessionEntry';
import * as vscode from 'vscode';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import { bodyFilePaths, buildRequest } from '../../http/build/request';
import type { GivenValues } from '../../http/build/variables';
import type { HttpRequest } from '../../net/http';
import type { Redactor } from '../../net/redact';
import type { Log } from '../../ui/log';
import { pickSession } from '../../ui/pickSession';
import { askForContext } from './beforeSending';
import { readBodyFiles } from './bodyFiles';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import type { Place } from '../../scratchpads/place';
import type { PlainRequest } from '../../http/curl/plainRequest';
import { offerKey, showProblems } from './notSent';
import type { RequestRuns } from './requestRuns';
import type { SessionChoices } from '../../scratchpads/sessionChoices';
import { wireRequest } from '../../engine/wireRequest';

export interface PrepareParts {
	readonly choices: SessionChoices;
	readonly runs: RequestRuns;
	readonly redactor: Redactor;
	readonly log: Log;
	readonly userAgent: string;
}

/** A request that is ready to be signed, and the text that it is made of. */
export interface PreparedRequest {
	readonly parsed: HttpDocument;
	readonly block: RequestBlock;
	readonly request: HttpRequest;
	readonly entry: SessionEntry;
}

/**
 * Makes the request of a block that has no errors; undefined where the user gave it up, or where something is missing, which is told.
 * @param given values of variables that count more than the document's
 */
export async function prepareRequest(
	place: Place,
	given: GivenValues,
	parts: PrepareParts,
): Promise<PreparedRequest | undefined> {
	const { document } = place;
	// As it is now: the user may go on typing while a question is open.
	const plain = await plainBlock(parsedDocument(document), place.block);
	if (!plain.ok) {
		await showProblems(document, plain.problems);
		return undefined;
	}
	const { document: parsed, block } = plain;
	const context = await askForContext({ document, block }, parsed, given, parts);
	if (context === undefined) {
		return undefined;
	}
	const read = await readBodyFiles(document, bodyFilePaths(parsed, block, context));
	const built = read.ok ? buildRequest(parsed, block, { ...context, files: read.files }) : read;
	if (!built.ok) {
		// What a curl command was made into stands elsewhere than what is shown.
		const isPlain = block === place.block;
		const problems = built.problems.map(problem => (isPlain ? problem : { ...problem, span: block.requestLine }));
		await showProblems(document, problems);
		return undefined;
	}
	const entry = await sessionFor(place, built.request.target, parts);
	if (entry === undefined) {
		return undefined;
	}
	const request = wireRequest(built.request, entry.session.account, parts.userAgent);
	if (request === undefined) {
		throw new Error(vscode.l10n.t('{0} is no target. Write a path such as crm/lead/list.', built.request.target));
	}
	return { parsed, block, request, entry };
}

async function plainBlock(parsed: HttpDocument, block: RequestBlock): Promise<PlainRequest> {
	return block.form === 'curl'
		? (await import('../../http/curl/plainRequest')).plainRequest(parsed, block)
		: { ok: true, document: parsed, block };
}

/** The session that sends; asks the user where the text leaves it open. Undefined when nothing is to be sent. */
async function sessionFor(
	{ document, block }: Place,
	target: string,
	{ choices }: Pick<PrepareParts, 'choices'>,
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
