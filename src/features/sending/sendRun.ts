import * as vscode from 'vscode';
import type { Reference, RunStatement } from '../../http/document/document';
import { mayUseVariable, overrideValues } from '../../http/build/overrides';
import { problemAt, type Problem } from '../../http/problem';
import { requestErrors } from '../../http/build/request';
import type { GivenValues } from '../../http/build/variables';
import { showMessage } from '../../ui/messages';
import { askForContext, confirmNote, type ContextParts } from './beforeSending';
import { findRequest, findTitled, openFile } from '../../scratchpads/imports';
import { showProblems, tellOfError } from './notSent';
import { parsedDocument } from '../../scratchpads/parsedDocuments';
import { isSamePlace, locateUnchanged, type Place } from '../../scratchpads/place';
import type { RunStatements } from './runStatements';

/** What a request is sent for. */
export interface Chain {
	/** Those that wait for it, a `run` included. */
	readonly waiting: readonly Place[];
	/** Values of variables that a `run` gives. */
	readonly given: GivenValues;
	/** Of the `run`. */
	readonly signal?: AbortSignal | undefined;
}

export interface SendRunParts extends ContextParts {
	readonly statements: RunStatements;
	/** Resolves when the variables of the document's surroundings are known. */
	readonly ready: (document: vscode.TextDocument) => Promise<void>;
}

type Send = (place: Place, chain: Chain) => Promise<boolean>;

/** A request that is to be sent, with the values that are given to it. */
interface Step {
	readonly place: Place;
	readonly given: GivenValues;
}

/**
 * Sends what a block of `run` statements names, one request after the other, each as if it were sent by hand. The first that is not answered, or
 * by an error, is the last.
 * @returns whether all of them are answered, and not by an error
 */
export async function sendRun(run: Place, chain: Chain, send: Send, parts: SendRunParts): Promise<boolean> {
	if (parts.statements.isUnderWay(run)) {
		void showMessage('information', vscode.l10n.t('This run is on its way already.'));
		return false;
	}
	return (
		(await confirmNote(run.block)) &&
		(await parts.statements.carryOut(run, async own => {
			const signal = chain.signal === undefined ? own : AbortSignal.any([own, chain.signal]);
			const steps = await stepsOf(run, chain, parts);
			return steps !== undefined && sendSteps(steps, { waiting: [...chain.waiting, run], signal }, send, parts);
		}))
	);
}

async function sendSteps(
	steps: readonly Step[],
	chain: Omit<Chain, 'given'>,
	send: Send,
	{ runs }: SendRunParts,
): Promise<boolean> {
	for (const [index, { place, given }] of steps.entries()) {
		const current = locateUnchanged(place);
		if (current === undefined) {
			const message = vscode.l10n.t('{0} was changed meanwhile: neither it nor what follows was sent.', nameOf(place));
			void showMessage('warning', message);
			return false;
		}
		if (chain.signal?.aborted) {
			return false;
		}
		if (!(await send(current, { ...chain, given }))) {
			if (index + 1 < steps.length) {
				tellOfError(nameOf(current), runs.of(current.document, current.block));
			}
			return false;
		}
	}
	return true;
}

function nameOf({ block: { name, title, method, target } }: Place): string {
	return name ?? title ?? `${method} ${target}`;
}

/** Undefined, and told, where one of them cannot be sent or the user gave it up: then none is. */
async function stepsOf(run: Place, chain: Chain, parts: SendRunParts): Promise<readonly Step[] | undefined> {
	const { document, block } = run;
	const parsed = parsedDocument(document);
	const context = await askForContext(run, parsed, chain.given, parts);
	if (context === undefined) {
		return undefined;
	}
	const steps: Step[] = [];
	for (const { reference, overrides } of block.runs) {
		const named = await placesOf(document, reference, parts);
		const values = overrideValues(parsed, block, overrides, context);
		const problems =
			'problem' in named
				? [named.problem]
				: values.ok
					? problemsOf({ reference, overrides }, named.places, [...chain.waiting, run])
					: values.problems;
		if ('problem' in named || !values.ok || problems.length > 0) {
			await showProblems(document, problems);
			return undefined;
		}
		const given = new Map([...chain.given, ...values.values]);
		for (const place of named.places) {
			const errors = requestErrors(place.block, given);
			if (errors.length > 0) {
				await showProblems(place.document, errors);
				return undefined;
			}
			steps.push({ place, given });
		}
	}
	return steps;
}

/** The request of the name or the title, or those of the file but for disabled ones. */
async function placesOf(
	document: vscode.TextDocument,
	{ kind, text, span }: Reference,
	{ ready }: SendRunParts,
): Promise<{ readonly places: readonly Place[] } | { readonly problem: Problem }> {
	if (kind === 'run') {
		const place = await findRequest(document, text);
		const places = place === undefined ? await findTitled(document, text) : [place];
		return places.length === 1
			? { places }
			: { problem: problemAt(places.length === 0 ? 'unknownRequest' : 'ambiguousTitle', span, text) };
	}
	const file = await openFile(document, text);
	if ('code' in file) {
		return { problem: problemAt(file.code, span, file.detail) };
	}
	await ready(file);
	const places = parsedDocument(file)
		.blocks.filter(block => !block.problems.some(({ code }) => code === 'disabledRequest'))
		.map(block => ({ document: file, block }));
	return places.length === 0 ? { problem: problemAt('noRequests', span, text) } : { places };
}

function problemsOf(
	{ reference: { text, span }, overrides }: RunStatement,
	places: readonly Place[],
	waiting: readonly Place[],
): readonly Problem[] {
	if (places.some(place => waiting.some(other => isSamePlace(other, place)))) {
		return [problemAt('cyclicReference', span, text)];
	}
	const documents = new Set(places.map(({ document }) => parsedDocument(document)));
	return overrides
		.filter(({ name }) => ![...documents].some(document => mayUseVariable(document, name)))
		.map(({ name, nameSpan }) => problemAt('unusedOverride', nameSpan, name));
}
