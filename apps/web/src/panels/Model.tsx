export const Model = () => <section class="panel">Model</section>;
