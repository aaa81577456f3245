export const RunBar = () => <section class="panel">RunBar</section>;
