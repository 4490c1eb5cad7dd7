"""Scripts of the token store.

``{cortex}:session:ID`` is a hash with the session, its version and its user; ``{cortex}:user:ID`` is the set of the ids
of a user's sessions; ``{cortex}:expiring`` sorts all ids by the time of their expiry. A change of a session changes all
three at once or none, so their keys share one hash tag: a cluster keeps them on one node, and scripts may compute keys.
Redis itself removes a session a day after it expired, in case no purge runs.
"""

from datetime import UTC, datetime, timedelta
from enum import Enum

PREFIX = "{cortex}:"
_RETENTION_MILLISECONDS = 86_400_000
"""How long an expired session is kept, so that it is still recognised as expired."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

_FUNCTIONS = f"""
local function session(id) return KEYS[1] .. 'session:' .. id end
local function user(id) return KEYS[1] .. 'user:' .. id end
local expiring = KEYS[1] .. 'expiring'
local function now(moving)
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2] + moving
end
local function store(id, owner, version, text, expiry, moving)
  local life = math.max(1, math.floor((expiry - now(moving)) / 1000) + {_RETENTION_MILLISECONDS})
  redis.call('HSET', session(id), 'version', version, 'user', owner, 'session', text)
  redis.call('PEXPIRE', session(id), life)
  redis.call('ZADD', expiring, expiry, id)
  redis.call('SADD', user(owner), id)
  if redis.call('PTTL', user(owner)) < life then redis.call('PEXPIRE', user(owner), life) end
  return 1
end
local function remove(id)
  local owner = redis.call('HGET', session(id), 'user')
  redis.call('ZREM', expiring, id)
  if owner then redis.call('SREM', user(owner), id) end
  return redis.call('DEL', session(id))
end
"""


class Script(Enum):
    """``KEYS[1]`` is the prefix of all keys."""

    NOW = "return redis.call('TIME')"
    FIND = (
        _FUNCTIONS
        + """
local found = {}
for place, id in ipairs(ARGV) do found[place] = redis.call('HGET', session(id), 'session') end
return {redis.call('TIME'), found}
"""
    )
    ADD = (
        _FUNCTIONS
        + """
if redis.call('EXISTS', session(ARGV[1])) == 1 then return 0 end
return store(unpack(ARGV))
"""
    )
    REPLACE = (
        _FUNCTIONS
        + """
local replaced = {}
for at = 1, #ARGV, 7 do
  if redis.call('HGET', session(ARGV[at]), 'version') == ARGV[at + 6] then
    replaced[#replaced + 1] = store(unpack(ARGV, at, at + 5))
  else
    replaced[#replaced + 1] = 0
  end
end
return replaced
"""
    )
    REMOVE = _FUNCTIONS + "return remove(ARGV[1])"
    REMOVE_MANY = (
        _FUNCTIONS
        + """
local removed = 0
for _, id in ipairs(ARGV) do removed = removed + remove(id) end
return removed
"""
    )
    PAGE_OF_USER = (
        _FUNCTIONS
        + """
local step = redis.call('SSCAN', user(ARGV[1]), ARGV[2], 'COUNT', ARGV[3])
local found = {}
for _, id in ipairs(step[2]) do
  local text = redis.call('HGET', session(id), 'session')
  if text then found[#found + 1] = text else redis.call('SREM', user(ARGV[1]), id) end
end
return {redis.call('TIME'), step[1], found}
"""
    )
    COUNT_OF_USER = _FUNCTIONS + "return redis.call('SCARD', user(ARGV[1]))"
    REMOVE_EXPIRED = (
        _FUNCTIONS
        + """
local over = redis.call('ZRANGE', expiring, '-inf', now(ARGV[1]), 'BYSCORE', 'LIMIT', 0, ARGV[2])
for _, id in ipairs(over) do remove(id) end
return #over
"""
    )


READ_ONLY_SCRIPTS = {Script.NOW, Script.FIND, Script.PAGE_OF_USER, Script.COUNT_OF_USER}
"""Scripts that may be run twice."""


def microseconds(instant: datetime) -> int:
    """Returns microseconds since 1970. Redis sorts by doubles, which hold them exactly until the year 2255."""
    return (instant - _EPOCH) // _MICROSECOND
