import * as vscode from 'vscode';
import type { Exchange } from '../../exchanges/exchange';
import type { HttpDocument, RequestBlock } from '../../http/document/document';
import { readDotenv } from '../../http/build/dotenv';
import type { DynamicSources } from '../../http/build/dynamicVariables';
import { requestVariable } from '../../http/build/requestVariables';
import { noteOf, type Prompt, promptsOf } from '../../http/build/sendingMetadata';
import type { GivenValues, VariableContext } from '../../http/build/variables';
import type { Redactor } from '../../net/redact';
import { Secret } from '../../net/secret';
import { ask } from '../../ui/messages';
import { promptText } from '../../ui/promptText';
import { importedDocuments } from '../../scratchpads/imports';
import type { Place } from '../../scratchpads/place';
import type { RequestRuns } from './requestRuns';

/** Asks what the request wants to be confirmed (`# @note`). Returns whether it is to be sent. */
export async function confirmNote({ metadata }: RequestBlock): Promise<boolean> {
	const note = noteOf(metadata);
	return note === undefined || confirm(note);
}

export interface ContextParts {
	readonly redactor: Redactor;
	readonly runs: RequestRuns;
}

/**
 * Asks for the values that the request wants (`# @prompt`) and that are not given, and gives what its variables take from outside the text.
 * Undefined when the user gave it up. Only for trusted workspaces: the text decides which variables of the environment are read.
 */
export async function askForContext(
	{ document, block }: Place,
	parsed: HttpDocument,
	given: GivenValues,
	{ redactor, runs }: ContextParts,
): Promise<VariableContext | undefined> {
	const prompts = promptsOf(block.metadata).filter(({ name }) => !given.has(name));
	const answers = await answersTo(prompts, redactor);
	return (
		answers && {
			answers: new Map([...answers, ...given]),
			sources: await sourcesFor(document, parsed),
			requestValue: takesFromOthers(parsed, block) ? await valuesFor(document, runs, redactor) : noValue,
		}
	);
}

/** Whether it may need a part of what another request sent or got; what a file holds is known only when it is read. */
function takesFromOthers(parsed: HttpDocument, block: RequestBlock): boolean {
	const defined = [...parsed.variableTable.values()].flatMap(({ uses }) => uses);
	return (
		[...block.uses, ...defined].some(({ name }) => requestVariable(name) !== undefined) ||
		(block.body?.files ?? []).some(({ encoding }) => encoding !== undefined)
	);
}

const noValue: VariableContext['requestValue'] = ({ request }) => ({ code: 'noAnswer', detail: request });

async function valuesFor(
	document: vscode.TextDocument,
	runs: RequestRuns,
	redactor: Redactor,
): Promise<VariableContext['requestValue']> {
	const { requestValues } = await import('../../exchanges/requestValues');
	return requestValues(await exchangesFor(document, runs), redactor);
}

/** The last answer of each request that has a name in the document or in what it imports; undefined for one that is no longer kept. */
export async function exchangesFor(
	document: vscode.TextDocument,
	runs: Pick<RequestRuns, 'answered'>,
): Promise<ReadonlyMap<string, Exchange | undefined>> {
	const exchanges = new Map<string, Exchange | undefined>();
	for (const source of [document, ...(await importedDocuments(document))]) {
		for (const { name, exchange } of runs.answered(source)) {
			if (!exchanges.has(name)) {
				exchanges.set(name, exchange);
			}
		}
	}
	return exchanges;
}

async function confirm(note: string): Promise<boolean> {
	const send = vscode.l10n.t('Send');
	const question = vscode.l10n.t('Send this request?');
	const answer = await ask(note === '' ? question : note, { actions: [send] });
	return answer === send;
}

async function answersTo(
	prompts: readonly Prompt[],
	redactor: Redactor,
): Promise<ReadonlyMap<string, string> | undefined> {
	const answers = new Map<string, string>();
	for (const [index, { name, description, isSecret }] of prompts.entries()) {
		const place = {
			title: vscode.l10n.t('Values for the request'),
			step: index + 1,
			totalSteps: prompts.length,
			canGoBack: false,
		};
		const answer = await promptText(place, {
			prompt: description,
			placeholder: name,
			masked: isSecret,
			check: () => undefined,
			accept: text => Promise.resolve({ value: text }),
		});
		if (answer.kind !== 'answer') {
			return undefined;
		}
		if (isSecret) {
			redactor.add(new Secret(answer.value));
		}
		answers.set(name, answer.value);
	}
	return answers;
}

async function sourcesFor(document: vscode.TextDocument, parsed: HttpDocument): Promise<DynamicSources> {
	const dotenv = parsed.text.includes('$dotenv') ? await dotenvBeside(document) : new Map<string, string>();
	return {
		now: new Date(),
		random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
		uuid: () => crypto.randomUUID(),
		processVariable: name => process.env[name],
		dotenvVariable: name => dotenv.get(name),
	};
}

/** Empty where there is no such file, or where the document is none of the workspace's. */
async function dotenvBeside({ uri }: vscode.TextDocument): Promise<ReadonlyMap<string, string>> {
	if (vscode.workspace.getWorkspaceFolder(uri) === undefined) {
		return new Map();
	}
	try {
		const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(uri, '..', '.env'));
		return readDotenv(new TextDecoder().decode(bytes));
	} catch {
		// The variable is then reported as not set.
		return new Map();
	}
}
