const bytesPerLine = 16;

/** Offset, bytes and ASCII of every 16 bytes, as `hexdump -C` prints them. */
export function hexDump(bytes: Uint8Array): string {
	const lines: string[] = [];
	for (let offset = 0; offset < bytes.length; offset += bytesPerLine) {
		lines.push(hexLine(offset, bytes.subarray(offset, offset + bytesPerLine)));
	}
	return lines.join('\n');
}

function hexLine(offset: number, bytes: Uint8Array): string {
	const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0'));
	const halves = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].map(half => half.padEnd(23)).join('  ');
	const ascii = Array.from(bytes, byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
	return `${offset.toString(16).padStart(8, '0')}  ${halves}  |${ascii}|`;
}
