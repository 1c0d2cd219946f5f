import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate, type Certificate } from './certificates';

/** How a VS Code under test comes to trust an authority: by NODE_EXTRA_CA_CERTS, or as one of the system (http.systemCertificates). */
export type AuthoritySource = 'environment' | 'system';

/** Makes both authorities below the folder. What is returned is the environment in which they are trusted; OpenSSL, so Linux, takes the second. */
export function createAuthorities(folder: string): Readonly<Record<string, string>> {
	mkdirSync(folderOf(folder));
	return {
		NODE_EXTRA_CA_CERTS: write(folder, 'environment'),
		SSL_CERT_FILE: write(folder, 'system'),
	};
}

/** With its private key, to sign certificates of servers. */
export function readAuthority(folder: string, source: AuthoritySource): Certificate {
	const [cert = '', key = ''] = ['crt', 'key'].map(ending => readFileSync(pathOf(folder, source, ending), 'utf8'));
	return { name: nameOf(source), cert, key };
}

function write(folder: string, source: AuthoritySource): string {
	const { cert, key } = createCertificate({ name: nameOf(source) });
	writeFileSync(pathOf(folder, source, 'key'), key);
	writeFileSync(pathOf(folder, source, 'crt'), cert);
	return pathOf(folder, source, 'crt');
}

function nameOf(source: AuthoritySource): string {
	return `Authority of the ${source}`;
}

function folderOf(folder: string): string {
	return join(folder, 'authorities');
}

function pathOf(folder: string, source: AuthoritySource, ending: string): string {
	return join(folderOf(folder), `${source}.${ending}`);
}
