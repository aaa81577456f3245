export const Train = () => <section class="panel">Train</section>;
