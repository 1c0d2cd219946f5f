import { printable } from '../../messages/printable';
import type { Redactor } from '../../net/redaction/redact';

export type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** A piece of a line; what stands in it may come from anywhere. */
export type Piece = string | readonly [style: Style, text: string];

/** Where lines go. All of them are redacted, and none of them can do anything to a terminal. */
export interface Terminal {
	/** To standard output. */
	line(...pieces: readonly Piece[]): void;
	/** To standard error. */
	error(...pieces: readonly Piece[]): void;
	/** Shows on a terminal what is under way, until the next line; nowhere else. */
	progress(text: string): void;
	/** A command for the log of a build, which `githubAnnotation` has made of redacted text. */
	command(text: string): void;
}

/** A stream that may be a terminal. */
export interface OutputStream {
	write(text: string): unknown;
	readonly isTTY?: boolean;
	/** Of a terminal. */
	readonly columns?: number;
}

interface TerminalOptions {
	readonly out: OutputStream;
	readonly err: OutputStream;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly redactor: Pick<Redactor, 'redact'>;
}

/** Back to the beginning of the line, which is emptied. */
const clearLine = '\r\u001B[2K';

const codes: Readonly<Record<Style, number>> = { green: 32, red: 31, yellow: 33, dim: 2, bold: 1 };

export function createTerminal({ out, err, env, redactor }: TerminalOptions): Terminal {
	// https://no-color.org: whatever it is set to.
	const isPlain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
	// As Node has it: for logs of builds that show colours, and are no terminals.
	const isForced = !['', '0', 'false'].includes(env['FORCE_COLOR'] ?? '');

	// A build that lends a terminal keeps what is overwritten.
	const showsProgress = out.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
	let isUnderWay = false;

	function clear(): void {
		if (isUnderWay) {
			isUnderWay = false;
			out.write(clearLine);
		}
	}

	function write(stream: OutputStream, pieces: readonly Piece[]): void {
		const isColored = (stream.isTTY === true || isForced) && !isPlain;
		const texts = pieces.map(piece => {
			const [style, text] = typeof piece === 'string' ? [undefined, piece] : piece;
			const shown = printable(redactor.redact(text));
			return style === undefined || !isColored ? shown : `\u001B[${codes[style]}m${shown}\u001B[0m`;
		});
		const line = texts.join('');
		clear();
		// GitHub takes a line that begins so for a command.
		stream.write(`${/^\s*::/u.test(line) ? line.replace('::', ': :') : line}\n`);
	}

	return {
		line: (...pieces) => {
			write(out, pieces);
		},
		error: (...pieces) => {
			write(err, pieces);
		},
		progress: text => {
			if (showsProgress) {
				clear();
				isUnderWay = true;
				out.write(cut(printable(redactor.redact(text)), Math.max(out.columns ?? 0, 20)));
			}
		},
		command: text => {
			clear();
			out.write(`${text}\n`);
		},
	};
}

/** What fits into a line: one that is broken could not be overwritten. Signs beyond Latin may be twice as wide. */
function cut(text: string, columns: number): string {
	let width = 0;
	const shown = Array.from(text).findIndex(character => {
		width += character > '\u024F' ? 2 : 1;
		return width >= columns;
	});
	return shown < 0 ? text : Array.from(text).slice(0, shown).join('');
}
