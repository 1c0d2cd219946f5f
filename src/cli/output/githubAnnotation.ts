import { printable } from '../../messages/printable';
import type { ShownText } from '../../net/redaction/shownText';

/** What GitHub Actions shows beside a line of a file. */
interface Annotation {
	/** From the folder of the repository. */
	readonly file: ShownText;
	/** From 1, as `column`. */
	readonly line: number;
	readonly column: number;
	readonly title: ShownText;
	readonly message: ShownText;
}

/** The workflow command for an error: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function githubAnnotation({ file, line, column, title, message }: Annotation): string {
	const properties = `file=${property(file)},line=${line},col=${column},title=${property(title)}`;
	return `::error ${properties}::${data(message)}`;
}

function data(text: string): string {
	const lines = text.split('\n').map(printable);
	return lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(text: string): string {
	return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
