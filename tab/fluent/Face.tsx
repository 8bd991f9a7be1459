import { Avatar } from '@fluentui/react-components';
import type { AvatarProps } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { PersonIcon } from '../parts/more-icons.tsx';
import styles from './Face.module.css';

interface FaceProps {
  /** Null for someone whose name isn't known. */
  readonly name: string | null;
  /** Nobody yet: an open place, not a person. */
  readonly isNobody?: boolean;
  readonly size?: Extract<AvatarProps['size'], 20 | 24 | 32>;
}

/** Initials in a quiet colour of their own. Decorative: the name always stands beside. */
export function Face({ name, isNobody = false, size = 32 }: FaceProps): ReactElement {
  if (isNobody)
    return (
      <span className={styles.nobody} style={{ width: size, height: size }} aria-hidden="true">
        <PersonIcon size={size / 2} />
      </span>
    );
  return (
    <span aria-hidden="true" className={styles.face}>
      <Avatar size={size} {...(name !== null && { name })} color="colorful" />
    </span>
  );
}
