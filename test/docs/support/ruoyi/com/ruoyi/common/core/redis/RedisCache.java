package com.ruoyi.common.core.redis;

import org.springframework.data.redis.core.RedisTemplate;

public abstract class RedisCache {
  @SuppressWarnings("rawtypes")
  public RedisTemplate redisTemplate;

  public abstract <T> T getCacheObject(String key);
}
