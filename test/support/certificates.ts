import { createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate with its private key, both as PEM. */
export interface Certificate {
	readonly cert: string;
	readonly key: string;
	readonly name: string;
}

export interface CertificateOptions {
	/** The common name, and what a chain of trust goes by. */
	readonly name: string;
	/** DNS names and IPv4 addresses that a server with it may have. */
	readonly hosts?: readonly string[];
	/** Who signs it; itself unless given. */
	readonly issuer?: Certificate;
	readonly validTo?: Date;
}

/** An X.509 certificate (RFC 5280) on the curve P-256. One without hosts is an authority. */
export function createCertificate({ name, hosts = [], issuer, validTo = inDays(1) }: CertificateOptions): Certificate {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const isAuthority = hosts.length === 0;
	const body = sequence(
		tagged(0xa0, integer(Buffer.of(2))),
		integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
		ecdsaWithSha256,
		nameOf(issuer?.name ?? name),
		sequence(time(new Date(validTo.getTime() - 30 * day)), time(validTo)),
		nameOf(name),
		publicKey.export({ type: 'spki', format: 'der' }),
		tagged(0xa3, sequence(isAuthority ? authority() : alternativeNames(hosts))),
	);
	const signer: KeyObject = issuer === undefined ? privateKey : createPrivateKey(issuer.key);
	const der = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, signer)));
	const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
	return {
		name,
		cert: ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'),
		key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
	};
}

const day = 86_400_000;

export function inDays(days: number): Date {
	return new Date(Date.now() + days * day);
}

/** ASN.1 in DER: tag, length, value. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
	const value = Buffer.concat(parts);
	const { length } = value;
	const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
	return Buffer.concat([Buffer.of(tag, ...size), value]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
	return tagged(0x30, ...parts);
}

function integer(value: Buffer): Buffer {
	return tagged(0x02, value);
}

function bitString(value: Buffer): Buffer {
	return tagged(0x03, Buffer.of(0), value);
}

/** An object identifier by its encoded bytes. */
function identifier(hexadecimal: string): Buffer {
	return tagged(0x06, Buffer.from(hexadecimal, 'hex'));
}

/** 1.2.840.10045.4.3.2 */
const ecdsaWithSha256 = sequence(identifier('2a8648ce3d040302'));

/** A distinguished name of one common name, 2.5.4.3. */
function nameOf(text: string): Buffer {
	return sequence(tagged(0x31, sequence(identifier('550403'), tagged(0x0c, Buffer.from(text)))));
}

/** `YYMMDDHHMMSSZ` */
function time(date: Date): Buffer {
	return tagged(0x17, Buffer.from(`${date.toISOString().replace(/\D/gu, '').slice(2, 14)}Z`));
}

/** basicConstraints, critical: cA is true. */
function authority(): Buffer {
	const isTrue = tagged(0x01, Buffer.of(0xff));
	return sequence(identifier('551d13'), isTrue, tagged(0x04, sequence(isTrue)));
}

function alternativeNames(hosts: readonly string[]): Buffer {
	const names = hosts.map(host =>
		/^[\d.]+$/u.test(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
	);
	return sequence(identifier('551d11'), tagged(0x04, sequence(...names)));
}
