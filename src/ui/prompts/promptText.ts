import * as vscode from 'vscode';
import { shownText } from '../messages/windowRedactor';
import type { Answer, StepPlace } from './multiStep';

/** What is said of the text while it is typed; an error keeps it from being accepted. */
export interface Validation {
	readonly severity: 'error' | 'warning' | 'info';
	readonly message: string;
}

/** What the work behind Enter came to: a value, or why the text must be corrected. */
export type Accepted<T> = { readonly value: T } | { readonly problem: string };

export interface TextPrompt<T> {
	readonly prompt: string;
	/** What it says while the work behind Enter goes on; the prompt unless given. */
	readonly busyPrompt?: string;
	readonly placeholder?: string;
	readonly value?: string;
	/** What was wrong with the value when it was tried before; said until the text changes. */
	readonly problem?: string;
	/** Is the text shown as dots? */
	readonly masked?: boolean;
	/** Is the value accepted at once, as if the user had pressed Enter? */
	readonly submit?: boolean;
	/** Is the work behind Enter beyond recall? Its result then counts also when the box is dismissed meanwhile. */
	readonly final?: boolean;
	/** Asked at every change and at Enter. */
	readonly check: (text: string) => Validation | undefined;
	/** Runs at Enter while the box shows that it is busy; the signal fires when the user dismisses the box or types on. */
	readonly accept: (text: string, signal: AbortSignal) => Promise<Accepted<T>>;
}

/**
 * Asks for a line of text. The box stays open until the text is accepted or the user dismisses it.
 * @throws whatever `accept` throws, unless the user gave it up
 */
export function promptText<T>(place: StepPlace, options: TextPrompt<T>): Promise<Answer<T>> {
	return new Promise((resolve, reject) => {
		new TextInput(place, options, resolve, reject).show();
	});
}

class TextInput<T> {
	private readonly input = vscode.window.createInputBox();
	/** The work behind the last Enter, while it goes on. */
	private running: AbortController | undefined;
	/** Was the box dismissed while work went on that is beyond recall? */
	private isHidden = false;

	constructor(
		place: StepPlace,
		private readonly options: TextPrompt<T>,
		private readonly resolve: (answer: Answer<T>) => void,
		private readonly reject: (error: unknown) => void,
	) {
		placeInput(this.input, place);
		this.input.prompt = shownText(options.prompt);
		this.input.placeholder = shownText(options.placeholder ?? '');
		this.input.value = options.value ?? '';
		this.input.password = options.masked ?? false;
	}

	show(): void {
		this.input.onDidAccept(() => void this.submit());
		this.input.onDidChangeValue(text => {
			this.giveUp();
			this.showValidation(text === '' ? undefined : this.options.check(text));
		});
		this.input.onDidTriggerButton(() => {
			this.leave({ kind: 'back' });
		});
		this.input.onDidHide(() => {
			this.leave({ kind: 'dismissed' });
		});
		const { problem } = this.options;
		const said = this.input.value === '' ? undefined : this.options.check(this.input.value);
		this.showValidation(problem === undefined ? said : { severity: 'error', message: problem });
		this.input.show();
		if (this.options.submit === true) {
			void this.submit();
		}
	}

	private async submit(): Promise<void> {
		const validation = this.options.check(this.input.value);
		this.showValidation(validation);
		if (this.running !== undefined || validation?.severity === 'error') {
			return;
		}
		const { signal } = (this.running = new AbortController());
		this.input.busy = true;
		this.input.enabled = this.options.final !== true;
		this.input.prompt = shownText(this.options.busyPrompt ?? this.options.prompt);
		try {
			const accepted = await this.options.accept(this.input.value, signal);
			if (signal.aborted) {
				return;
			}
			this.giveUp();
			if ('value' in accepted) {
				this.settle({ kind: 'answer', value: accepted.value });
			} else if (this.isHidden) {
				// Nobody sees the box any more.
				this.reject(new Error(accepted.problem));
			} else {
				this.showValidation({ severity: 'error', message: accepted.problem });
			}
		} catch (error) {
			if (!signal.aborted) {
				this.reject(error);
				this.input.dispose();
			}
		}
	}

	private leave(answer: Answer<T>): void {
		if (this.options.final === true && this.running !== undefined) {
			this.isHidden = true;
		} else {
			this.settle(answer);
		}
	}

	/** The first answer counts: disposing the input hides it, which would be a dismissal. */
	private settle(answer: Answer<T>): void {
		this.resolve(answer);
		this.giveUp();
		this.input.dispose();
	}

	private giveUp(): void {
		this.running?.abort();
		this.running = undefined;
		this.input.busy = false;
		this.input.enabled = true;
		this.input.prompt = shownText(this.options.prompt);
	}

	private showValidation(validation: Validation | undefined): void {
		this.input.validationMessage = validation && {
			message: shownText(validation.message),
			severity: severities[validation.severity],
		};
	}
}

const severities = {
	error: vscode.InputBoxValidationSeverity.Error,
	warning: vscode.InputBoxValidationSeverity.Warning,
	info: vscode.InputBoxValidationSeverity.Info,
} as const;

/** Title, steps and Back, as every prompt of a flow has them. */
export function placeInput(
	input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
	{ title, step, totalSteps, canGoBack }: StepPlace,
): void {
	input.title = shownText(title);
	if (totalSteps > 1) {
		input.step = step;
		input.totalSteps = totalSteps;
	}
	// People fetch keys and addresses from other windows.
	input.ignoreFocusOut = true;
	input.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
}
