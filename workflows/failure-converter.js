// Read by Temporal's library by path, outside and inside the sandbox, hence plain JavaScript: what a failure says goes through the codec as well.
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
