import { avrDaDbNames } from '../avr-da-db-names.ts';

/**
 * The id that avrdude 7.1 gives for a signature, where the built-in database gives another: a part was renamed since, or a later
 * release knows more parts with that signature. From avrdude.conf of 7.1: the first part found there by each signature.
 */
export const partNames: Readonly<Record<string, string>> = {
  ...avrDaDbNames,
  '1e932b': 'avr8ea32',
  '1e932c': 'avr8ea28',
  '1e9383': 'pwm2b',
  '1e9407': 'm165p',
  '1e9410': 'm165',
  '1e9431': 'avr16dd32',
  '1e9432': 'avr16dd28',
  '1e9433': 'avr16dd20',
  '1e9434': 'avr16dd14',
  '1e9435': 'avr16ea48',
  '1e9436': 'avr16ea32',
  '1e9437': 'avr16ea28',
  '1e9483': 'pwm316',
  '1e9538': 'avr32dd32',
  '1e9539': 'avr32dd28',
  '1e953a': 'avr32dd20',
  '1e953b': 'avr32dd14',
  '1e953c': 'avr32ea48',
  '1e953d': 'avr32ea32',
  '1e953e': 'avr32ea28',
  '1e961a': 'avr64dd32',
  '1e961b': 'avr64dd28',
  '1e961c': 'avr64dd20',
  '1e961d': 'avr64dd14',
  '1e961e': 'avr64ea48',
  '1e961f': 'avr64ea32',
  '1e9620': 'avr64ea28',
  ffffff: '.xmega',
};
