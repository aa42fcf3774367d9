package org.springframework.data.redis.core;

import java.util.concurrent.TimeUnit;

public interface ValueOperations<K, V> {
  Boolean setIfAbsent(K key, V value, long timeout, TimeUnit unit);
}
