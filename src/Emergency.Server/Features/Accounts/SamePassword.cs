using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>Notices, in this node's memory, one wrong password that comes from one address for name after name: five tries of each name do not hold that up. Only this password from this address is refused then; who mistypes another one beside it is not.</summary>
internal sealed class SamePassword
{
    /// <summary>So many names may fail by the same password within <see cref="WrongPasswords.Within"/>.</summary>
    public const int Names = 5;
    private const int Remembered = 20_000;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<AccountId, DateTimeOffset>> _failed = new(StringComparer.Ordinal);

    /// <summary>Until when this password is refused for one more name; null where it may be tried.</summary>
    public DateTimeOffset? Refused(string from, string password, AccountId account, DateTimeOffset now)
    {
        lock (_gate)
            return
                _failed.GetValueOrDefault(Mark(from, password)) is { } names
                && !names.ContainsKey(account)
                && names.Values.Count(at => at > now - WrongPasswords.Within) >= Names
                ? names.Values.Max() + WrongPasswords.Within
                : null;
    }

    public void Failed(string from, string password, AccountId account, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_failed.Count >= Remembered)
                foreach (
                    var old in _failed.Where(one => one.Value.Values.Max() <= now - WrongPasswords.Within).Select(one => one.Key).ToList()
                )
                    _failed.Remove(old);
            // Each address fills its own marks with passwords it makes up: what fits no more is not remembered.
            if (_failed.Count >= Remembered * 2)
                _failed.Clear();
            var mark = Mark(from, password);
            if (!_failed.TryGetValue(mark, out var names))
                _failed[mark] = names = [];
            foreach (var old in names.Where(one => one.Value <= now - WrongPasswords.Within).Select(one => one.Key).ToList())
                names.Remove(old);
            names[account] = now;
        }
    }

    // No password is kept, and no hash by which one could be looked for elsewhere.
    private string Mark(string from, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{from}\n{password}")));
}
