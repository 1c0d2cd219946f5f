import { runSuiteAsProcess } from '../support/suite';

void runSuiteAsProcess(__dirname, { seconds: 300 });
