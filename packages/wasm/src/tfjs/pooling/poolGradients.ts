// internal: a marker: present where gradients of pooling are correct, so that callers need not work around tfjs's
import { marker, type Replacement } from '../adapter/replacement.ts';

export const poolGradients: readonly Replacement[] = [marker('KindlingPoolGradients')];
