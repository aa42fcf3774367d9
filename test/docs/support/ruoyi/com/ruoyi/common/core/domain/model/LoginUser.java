package com.ruoyi.common.core.domain.model;

/** Only what `RuoYiUsers` calls of RuoYi and its libraries, to compile it. */
public interface LoginUser {
  Long getUserId();

  String getToken();
}
