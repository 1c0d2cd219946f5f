import type * as vscode from 'vscode';
import type { Redactor } from '../net/redaction/redact';
import type { ShownText } from '../net/redaction/shownText';

/** The output channel as the dependencies see it: every line passes the redactor first. */
export interface Log {
	info(message: string): void;
	warn(message: string): void;
	/** The message and what is known of the error, causes included. */
	error(message: string, error: unknown): void;
	show(): void;
	/** The same redaction for what is shown elsewhere. */
	redact(text: string): ShownText;
}

export function createLog(channel: vscode.LogOutputChannel, redactor: Redactor): Log {
	return {
		info: message => {
			channel.info(redactor.redact(message));
		},
		warn: message => {
			channel.warn(redactor.redact(message));
		},
		error: (message, error) => {
			channel.error(redactor.redact(`${message} ${traceOf(error)}`));
		},
		show: () => {
			channel.show();
		},
		redact: text => redactor.redact(text),
	};
}

function traceOf(error: unknown): string {
	if (!(error instanceof Error)) {
		return String(error);
	}
	const own = error.stack ?? `${error.name}: ${error.message}`;
	return error.cause === undefined ? own : `${own}\nCaused by: ${traceOf(error.cause)}`;
}
