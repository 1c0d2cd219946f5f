/**
 * What PHP makes of names, written after `php_register_variable_ex` of its main/php_variables.c and the CGI specification (RFC 3875 §4.1.18), and not
 * after our own code. A test holds it against PHP itself where that is installed.
 */

/** The keys of `$_GET` or `$_POST` for a query or a form. */
export function superglobalNames(text: string): readonly string[] {
	const names = text
		.split('&')
		.map(pair => variableName(latin1(pair.split('=', 1)[0] ?? '')))
		.filter(name => name !== '');
	return [...new Set(names)];
}

/** `urldecode`, byte by byte. */
function latin1(text: string): string {
	let bytes = '';
	for (let offset = 0; offset < text.length; offset++) {
		const hex = text.slice(offset + 1, offset + 3);
		if (text[offset] === '%' && /^[0-9A-Fa-f]{2}$/u.test(hex)) {
			bytes += String.fromCharCode(Number.parseInt(hex, 16));
			offset += 2;
		} else {
			bytes += text[offset] === '+' ? ' ' : Buffer.from(text[offset] ?? '').toString('latin1');
		}
	}
	return bytes;
}

function variableName(bytes: string): string {
	const end = bytes.indexOf('\0');
	const name = (end < 0 ? bytes : bytes.slice(0, end)).replace(/^ +/u, '');
	const bracket = name.indexOf('[');
	const top = (bracket < 0 ? name : name.slice(0, bracket)).replace(/[ .]/gu, '_');
	if (bracket < 0 || name.includes(']', bracket)) {
		return top;
	}
	// A bracket that nothing closes is part of the name, with what follows it.
	return top === '' ? '' : `${top}_${name.slice(bracket + 1).replace(/[ .[]/gu, '_')}`;
}

/** The key of `$_SERVER` for a header. */
export function serverName(header: string): string {
	return `HTTP_${header.toUpperCase().replace(/[^A-Z0-9]/gu, '_')}`;
}
