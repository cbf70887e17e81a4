// Shows the shopper's own order, and follows it until it lies on the bench.
const page = document.getElementById('main');
const { apiUrl, cdnUrl, publishableKey } = page.dataset;
const show = (id, text) => (document.getElementById(id).textContent = text);
const money = (minor, currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100);

const WORDS = {
  waiting: ['Almost there', 'Your payment is on its way to us. This page follows it.'],
  paid: ['Thank you', 'Your payment has arrived. We are preparing the drawing for the engraver.'],
  ready: ['Thank you', 'Your piece lies on the bench. We write to you when it leaves the workshop.'],
  cancelled: ['Not ordered', 'The payment was cancelled and nothing was charged. Your design is kept on this device.'],
  failed: ['The payment did not work', 'Nothing was charged. You can try again, your design is kept.'],
  refunded: ['Refunded', 'The amount is on its way back to you.'],
};

function stateOf(order) {
  if (order.paymentStatus === 'failed') return 'failed';
  if (order.status === 'cancelled' || order.status === 'refunded') return order.status;
  if (order.paymentStatus !== 'succeeded') return 'waiting';
  return order.printStatus === 'ready' ? 'ready' : 'paid';
}

function line(name, amount) {
  const item = document.createElement('li');
  for (const text of [name, amount]) item.appendChild(document.createElement('span')).textContent = text;
  return item;
}

function render(order) {
  const state = stateOf(order);
  page.dataset.state = state;
  const [headline, message] = WORDS[state];
  show('headline', headline);
  if (document.getElementById('message').textContent !== message) show('message', message);
  const done = { waiting: ['ordered'], paid: ['ordered', 'paid'], ready: ['ordered', 'paid', 'ready'] }[state] ?? [];
  document.getElementById('phases').hidden = done.length === 0;
  for (const step of document.querySelectorAll('[data-phase]')) step.toggleAttribute('data-done', done.includes(step.dataset.phase));
  show('number', `Order ${order.number}`);
  show('total', money(order.total, order.currency));
  const items = order.items.map((item) =>
    line(item.quantity > 1 ? `${item.quantity} × ${item.productName}` : item.productName, money(item.quote.total, order.currency)),
  );
  document.getElementById('items').replaceChildren(...items);
  document.getElementById('receipt').hidden = false;
  const action = document.querySelector('#actions a');
  const canPay = (state === 'failed' || state === 'waiting') && order.checkoutUrl;
  action.href = canPay ? order.checkoutUrl : '/';
  action.textContent = canPay ? (state === 'failed' ? 'Try the payment again' : 'Go to the payment') : 'Back to the shop';
  return state;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function follow(orderId) {
  const { Luneo } = await import(`${cdnUrl}/cdn/v1/sdk.js`);
  const luneo = new Luneo({ apiUrl, publishableKey });
  for (let wait = 500; wait < 60_000; wait = Math.min(wait * 1.25, 15_000)) {
    const state = render(await luneo.orders.get(orderId));
    if (!['waiting', 'paid'].includes(state)) return;
    await pause(wait);
  }
}

function explain(headline, message) {
  page.dataset.state = 'unknown';
  show('headline', headline);
  show('message', message);
}

const orderId = new URLSearchParams(location.search).get('luneo-order');
if (!orderId) explain('No order here', 'Open this page from the link in your confirmation.');
else
  follow(orderId).catch((error) => {
    if (error.code === 'not-found' || error.code === 'invalid-request')
      explain('We cannot find this order', 'It can be seen in the browser that ordered it. The confirmation by e-mail has everything too.');
    else explain('We cannot reach the workshop', 'Check your connection and open this page again. Your order is safe.');
  });
