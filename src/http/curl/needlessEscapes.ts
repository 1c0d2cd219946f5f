import { indexOutsideUses, maskUses, replaceOutsideUses } from '../parser/variableUses';

/** What is read as itself by everybody, and not as a blank or as part of what stands before it. */
const visible = String.raw`\p{L}\p{N}\p{P}\p{S}`;

/** Beyond ASCII everything is encoded when it is sent; within it, what a URL cannot hold in its query. Braces may be those of a variable. */
const inQuery = new RegExp(String.raw`^(?:[ "'<>^|${'`'}]|(?![\0-\x7F])[${visible}])$`, 'u');
const inPath = new RegExp(String.raw`^(?![\0-\x7F])[${visible}]$`, 'u');

/** A form encodes all but letters and digits. These mean nothing else there, wherever they stand; a plus sign is a blank to other tools. */
const inFormName = new RegExp(String.raw`^(?:[[\]:]|(?![\0-\x7F])[${visible}])$`, 'u');
const inFormValue = new RegExp(String.raw`^(?:[- !"#$'(),/:;<=>?@[\]^|~${'`'}]|(?![\0-\x7F])[${visible}])$`, 'u');

/** The address as one would write it, which is sent as the same bytes: without escapes of what is escaped anyway. */
export function readableTarget(target: string): string {
	const masked = maskUses(target, 'x');
	const [address = ''] = /^[^#]*/u.exec(masked) ?? [];
	const [path = ''] = /^[^?]*/u.exec(address) ?? [];
	const [host = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/]*/iu.exec(path) ?? [];
	const readPath = decoded(target.slice(host.length, path.length), inPath);
	const readQuery = withoutBlanksAround(decoded(target.slice(path.length, address.length), inQuery));
	return target.slice(0, host.length) + readPath + readQuery + target.slice(address.length);
}

/** A pair of a form as one would write it, which is sent as the same bytes. @param pair with an equals sign */
export function readablePair(pair: string): string {
	const equals = indexOutsideUses(pair, '=');
	const name = decoded(pair.slice(0, equals), inFormName);
	const value = withoutBlanksAround(decoded(pair.slice(equals + 1), inFormValue));
	return `${name}=${value}`;
}

/** Blanks at the ends of a line are layout; behind an escape they are not. */
function withoutBlanksAround(text: string): string {
	return text.replace(/^ | $/gu, encodeURIComponent);
}

/** Escapes in small letters stay: they are sent as they are. */
function decoded(text: string, taken: RegExp): string {
	return replaceOutsideUses(text, stretch =>
		stretch.replace(/(?:%[\dA-F]{2})+/gu, escapes => {
			try {
				return Array.from(decodeURIComponent(escapes), character =>
					taken.test(character) ? character : encoded(character),
				).join('');
			} catch {
				// It is no UTF-8.
				return escapes;
			}
		}),
	);
}

/** The escapes that it came from: those of letters and digits too. */
function encoded(character: string): string {
	return Array.from(
		new TextEncoder().encode(character),
		byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
	).join('');
}
