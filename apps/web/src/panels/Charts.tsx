export const Charts = () => <section class="panel">Charts</section>;
