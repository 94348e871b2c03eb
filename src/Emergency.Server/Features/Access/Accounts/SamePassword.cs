using System.Security.Cryptography;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Features.Accounts;

/// <summary>
/// Notices, in this node's memory, that one address tries the same wrong password with one name after another, which five tries per name do
/// not stop. Only this password from this address is then refused; other passwords from that address can still be tried.
/// </summary>
internal sealed class SamePassword
{
    /// <summary>Most names that may fail with the same password within <see cref="WrongPasswords.Within"/>.</summary>
    public const int Names = 5;
    private const int Remembered = 20_000;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<AccountId, DateTimeOffset>> _failed = new(StringComparer.Ordinal);

    /// <summary>End of the time for which this password is refused for one more name; null where it may be tried.</summary>
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
            // A full memory is cleared: an address can only fill it with its own invented passwords.
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

    // Keeps neither the password nor a hash by which it could be looked up elsewhere.
    private string Mark(string from, string password) =>
        Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{from}\n{password}")));
}
