import type { CompletionPlace } from '../../../http/service/places/completionKinds';

/**
 * What is offered as soon as a character is typed. All else that it may begin is somebody's plain text: a number sign is one of ###, a brace stands
 * alone on its line, and what is offered there would take the Enter behind it.
 */
const awaited: Readonly<Record<string, readonly CompletionPlace['kind'][]>> = {
	'@': ['metadataName'],
	'{': ['variable', 'fieldValue'],
	$: ['variable', 'requestVariable', 'check'],
	'/': ['request', 'target', 'path', 'headerValue'],
	'?': ['parameter', 'check'],
	'&': ['parameter', 'formField'],
	'"': ['jsonField', 'fieldValue'],
	'=': ['fieldValue'],
	':': ['fieldValue'],
	',': ['fieldValue'],
	' ': ['target', 'path', 'requestName', 'metadataValue', 'headerValue', 'variable', 'fieldValue', 'check'],
	'.': ['variable', 'requestVariable', 'path', 'check'],
	'[': ['requestVariable', 'parameter', 'formField', 'check'],
	'#': ['requestName'],
};

export const triggerCharacters = Object.keys(awaited);

/** @param character that was just typed; undefined where the user asked, or typed a word */
export function isAwaited({ kind }: CompletionPlace, character: string | undefined): boolean {
	return character === undefined || awaited[character]?.includes(kind) === true;
}
