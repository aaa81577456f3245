export const Help = () => <section class="panel">Help</section>;
