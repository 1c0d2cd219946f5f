import * as vscode from 'vscode';
import type { Interaction } from '../../engine/ports';
import type { Prompt } from '../../http/build/sendingMetadata';
import type { PlannedWrite } from '../../runs/runRequests';
import type { Redactor } from '../../net/redaction/redact';
import { ask } from '../../ui/messages/messages';
import { pickSession } from '../../ui/prompts/pickSession';
import { promptText } from '../../ui/prompts/promptText';

/** The engine's questions as VS Code shows them. */
export const questions = (redactor: Redactor): Omit<Interaction, 'stepEnded'> => ({
	promptValues,
	confirmNote: async note => {
		const send = vscode.l10n.t('Send');
		const question = vscode.l10n.t('Send this request?');
		const answer = await ask(note === '' ? question : note, { actions: [send] });
		return answer === send;
	},
	confirmWrite: async writing => (await import('./writeQuestion')).askToWrite(writing, redactor),
	chooseSession: candidates =>
		pickSession(candidates, {
			title: vscode.l10n.t('Send as'),
			placeholder: vscode.l10n.t('Several accounts are configured. Which one sends the requests of this document?'),
		}),
});

/** One question for all writes of a run. */
export async function confirmWrites(writes: readonly PlannedWrite[]): Promise<boolean> {
	return (await import('./writeQuestion')).askToRun(writes);
}

async function promptValues(prompts: readonly Prompt[]): Promise<ReadonlyMap<string, string> | undefined> {
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
		answers.set(name, answer.value);
	}
	return answers;
}
