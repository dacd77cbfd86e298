-- Gives places back.
-- KEYS: for each place, the sets of those that are held by name and by address
-- ARGV: the places
for i, key in ipairs(KEYS) do
  redis.call('ZREM', key, ARGV[math.ceil(i / 2)])
end
return #KEYS
