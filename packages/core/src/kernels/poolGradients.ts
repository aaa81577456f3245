import { offers } from './offers.ts';

/**
 * A marker: present where the backend's `AvgPoolGrad` and `MaxPoolGrad` are right, also where tfjs's own are not. Only
 * ever queried, it has nothing to run.
 */
export const PoolGradients = 'KindlingPoolGradients';

/** Whether the backend in use says that its gradients of pooling are right. */
export const hasRightPoolGradients = (): boolean => offers(PoolGradients);
