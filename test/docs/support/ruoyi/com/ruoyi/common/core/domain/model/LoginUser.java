package com.ruoyi.common.core.domain.model;

/** Only what the examples for RuoYi call of it and its libraries, to compile them. */
public interface LoginUser {
  Long getUserId();

  String getUsername();

  String getToken();
}
