export const Look = () => <section class="panel">Look</section>;
