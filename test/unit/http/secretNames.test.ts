import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import { isSecretName } from '../../../src/http/build/secretNames';

suite('names of secrets', () => {
	for (const name of [
		...['password', 'Password', 'userPassword', 'user_password', 'DB_PASS', 'dbpass', 'passwd', 'pwd', 'passphrase'],
		...[
			'token',
			'TOKEN',
			'accessToken',
			'access_token',
			'accesstoken',
			'access-token',
			'token2',
			'oauth2Token',
			'FLOWLU_TOKEN_ACME',
		],
		...['secret', 'client_secret', 'clientSecretProd', 'secretKey', 'secrets', 'credentials', 'creds'],
		...['apiKey', 'api_key', 'apikey', 'X-Api-Key', 'APIKey', 'flowluApiKey', 'privateKey', 'accessKeyOld', 'key'],
		...['otp', 'pin', 'Пароль', 'токен', 'reset_token'],
	]) {
		test(`${name} is one`, () => {
			assert.equal(isSecretName(name), true);
		});
	}

	for (const name of [
		...['secretary', 'passed_from', 'passenger', 'passport', 'compass', 'bypass', 'tokenizer', 'pinned', 'keyboard'],
		...[
			'useToken',
			'has_password',
			'hasPassword',
			'isSecret',
			'without_token',
			'needs_key',
			'forgotPassword',
			'max_tokens',
		],
		...[
			'tokenType',
			'token_type',
			'TOKEN_URL',
			'tokenUri',
			'passwordHint',
			'password_changed_at',
			'tokenExpires',
			'tokenTtl',
		],
		...[
			'secret_name',
			'apiKeyHeader',
			'api_key_prefix',
			'tokenPath',
			'tokenEndpoint',
			'password_min_length',
			'tokenStatus',
		],
		...['monkey', 'primary_key', 'issue_key', 'keyName', 'name', 'id', 'author', 'session', 'имя', ''],
	]) {
		test(`${name === '' ? 'an empty one' : name} is none`, () => {
			assert.equal(isSecretName(name), false);
		});
	}
});
