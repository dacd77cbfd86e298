-- Takes the next keys out of an index whose records are no more.
-- KEYS: the index
-- ARGV: from where, how many keys, what stands before a key
-- Answers the number of keys seen, and the last of them
local keys = redis.call('ZRANGEBYLEX', KEYS[1], ARGV[1], '+', 'LIMIT', 0, ARGV[2])
for _, key in ipairs(keys) do
  if redis.call('EXISTS', ARGV[3] .. key) == 0 then
    redis.call('ZREM', KEYS[1], key)
  end
end
return {#keys, keys[#keys] or ''}
