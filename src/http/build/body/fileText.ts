/** Whether the bytes of a file can be read by an encoding of this name. */
export function isEncoding(name: string): boolean {
	if (isLatin1(name)) {
		return true;
	}
	try {
		return new TextDecoder(labelOf(name)).encoding !== '';
	} catch {
		return false;
	}
}

/** @param encoding one that `isEncoding` knows */
export function textOfFile(bytes: Uint8Array, encoding: string): string {
	return isLatin1(encoding)
		? new TextDecoder('utf-16le', { ignoreBOM: true }).decode(Uint16Array.from(bytes))
		: new TextDecoder(labelOf(encoding)).decode(bytes);
}

/** For the web it is windows-1252, which has other characters from 0x80 to 0x9F. */
function isLatin1(name: string): boolean {
	return /^(?:latin-?1|iso-?8859-?1|binary)$/iu.test(name);
}

/** Node writes some without the dash. */
function labelOf(name: string): string {
	return name.replace(/^(?<family>utf)(?<bits>\d)/iu, '$<family>-$<bits>');
}
