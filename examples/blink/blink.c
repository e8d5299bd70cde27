/* The demo's firmware: blinks the LED of a Pro Micro (RX LED, PB0) and says hello on the serial pins. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/sleep.h>

static const char greeting[] PROGMEM = "hello from an ATmega32U4\r\n";
static volatile uint8_t next;

ISR(TIMER1_COMPA_vect) {
  PINB = _BV(PINB0); /* toggles the LED */
  next = 0;
  UCSR1B |= _BV(UDRIE1);
}

ISR(USART1_UDRE_vect) {
  char c = pgm_read_byte(&greeting[next]);
  if (c == 0) {
    UCSR1B &= ~_BV(UDRIE1);
    return;
  }
  UDR1 = c;
  next++;
}

int main(void) {
  DDRB |= _BV(DDB0);
  UBRR1 = 103; /* 9600 baud at 16 MHz */
  UCSR1B = _BV(TXEN1);
  OCR1A = 31249; /* twice a second */
  TCCR1B = _BV(WGM12) | _BV(CS12);
  TIMSK1 = _BV(OCIE1A);
  set_sleep_mode(SLEEP_MODE_IDLE);
  sei();
  for (;;) sleep_mode();
}
