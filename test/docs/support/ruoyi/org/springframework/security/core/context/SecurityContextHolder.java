package org.springframework.security.core.context;

public abstract class SecurityContextHolder {
  public static SecurityContext getContext() {
    throw new UnsupportedOperationException();
  }
}
