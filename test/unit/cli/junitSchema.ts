import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** Checks a report by junit.xsd. @throws AssertionError with the lines that are wrong */
export type JunitCheck = (xml: string) => void;

export async function junitCheck(): Promise<JunitCheck> {
	const { XmlDocument, XmlLibError, XsdValidator } = await import('libxml2-wasm');
	const schema = XmlDocument.fromString(await readFile('test/unit/cli/junit.xsd', 'utf8'));
	const validator = XsdValidator.fromDoc(schema);
	return xml => {
		try {
			const document = XmlDocument.fromString(xml);
			try {
				validator.validate(document);
			} finally {
				document.dispose();
			}
		} catch (error) {
			const lines = error instanceof XmlLibError ? error.details.map(({ line, message }) => `${line}: ${message}`) : [];
			assert.fail([String(error), ...lines].join('\n'));
		}
	};
}
