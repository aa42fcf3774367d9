package org.springframework.data.redis.core;

public interface RedisTemplate<K, V> {
  ValueOperations<K, V> opsForValue();
}
