import type { ButtonHTMLAttributes, ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { LinkProps } from 'react-router';
import styles from './ActionLink.module.css';

export type ActionLook = 'primary' | 'secondary' | 'plain';

interface Look {
  /** One `primary` per view. `plain` reads as a link. */
  readonly look?: ActionLook;
  readonly size?: 'medium' | 'large';
  readonly icon?: ReactNode;
}

function namesOf({ look = 'primary', size = 'medium' }: Look): string {
  return [styles.action, styles[look], size === 'large' && styles.large].filter(Boolean).join(' ');
}

/** A link to another view that looks like Fluent's button: it leads somewhere, so it is a link. */
export function ActionLink({ look, size, icon, children, ...rest }: LinkProps & Look): ReactElement {
  return (
    <Link {...rest} className={namesOf({ ...(look && { look }), ...(size && { size }) })}>
      {icon}
      {children}
    </Link>
  );
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look;

/** A button with Fluent's look, light enough for the way to the first answer. Views beyond it may use Fluent's own. */
export function ActionButton({ look, size, icon, children, ...rest }: ButtonProps): ReactElement {
  return (
    <button type="button" {...rest} className={namesOf({ ...(look && { look }), ...(size && { size }) })}>
      {icon}
      {children}
    </button>
  );
}
