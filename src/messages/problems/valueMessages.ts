import * as l10n from '@vscode/l10n';
import type { ProblemCode } from '../../http/problem';

/** Why the value of a variable cannot stand where it is used. @param name of the variable */
export function valueMessage(code: Extract<ProblemCode, `value${string}`>, name: string): string {
	switch (code) {
		case 'valueInAddress':
			return l10n.t(
				'The value of {0} cannot be part of an address: it contains a space, a backslash, a line break or another control character.',
				name,
			);
		case 'valueInPath':
			return l10n.t(
				'The value of {0} would change the path: it is empty, a dot or two dots, starts with a question mark, or contains a slash, a backslash or a control character. Write that part of the path in the request.',
				name,
			);
		case 'valueInHeader':
			return l10n.t(
				'The value of {0} cannot be sent in this header: it has a line break, another control character, a character that headers cannot carry, or a space or backslash at its end.',
				name,
			);
		case 'valueInPart':
			return l10n.t('The value of {0} contains the boundary of the multipart body. Choose another boundary.', name);
		case 'valueInXml':
			return l10n.t(
				'The value of {0} cannot be written here in XML. Use the variable in the text of an element or in an attribute, with characters that XML allows.',
				name,
			);
		case 'valueNotJson':
			return l10n.t(
				'With the value of {0}, the body is not valid JSON. For text, write quotation marks around the variable.',
				name,
			);
		case 'valueSurrogate':
			return l10n.t('The value of {0} contains half a character (a lone surrogate), which cannot be sent.', name);
		case 'valueCharset':
			return l10n.t(
				'The value of {0} has characters that the charset of the Content-Type does not have. Use charset=utf-8.',
				name,
			);
	}
}
