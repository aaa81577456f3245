export const Pad = () => <section class="panel">Pad</section>;
