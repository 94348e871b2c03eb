using System.Globalization;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>
/// Makes confidential values, each unlike anything else, and remembers them: a Chinese and an ASCII part, so that both are searched for.
/// </summary>
/// <param name="first">Beginning of the count, so that two makers do not repeat each other.</param>
internal sealed class Told(int first = 0)
{
    private readonly List<string> _values = [],
        _names = [];

    /// <summary>Text that nothing else contains.</summary>
    public string Text(string what)
    {
        var (chinese, ascii) = (
            $"金丝{what}试雀",
            string.Create(CultureInfo.InvariantCulture, $"Canary-{first + _values.Count:000}-sings")
        );
        _values.AddRange([chinese, ascii]);
        return chinese + ascii;
    }

    /// <summary>A phone number that nobody has.</summary>
    public string Phone() => Keep(string.Create(CultureInfo.InvariantCulture, $"1390007{7000 + first + _values.Count:0000}"));

    /// <summary>A name of a person in a register: an account that must not see names meets it nowhere.</summary>
    public string Name(string who)
    {
        var name = Text(who);
        _names.AddRange(_values[^2..]);
        return name;
    }

    /// <summary>The telephone of a person in a register.</summary>
    public string OwnPhone()
    {
        _names.Add(Phone());
        return _names[^1];
    }

    public string Keep(string value)
    {
        _values.Add(value);
        return value;
    }

    public IReadOnlyList<string> Values => _values;
    public Canaries Search => new([.. _values]);

    /// <summary>Search for names and telephones of people in registers alone.</summary>
    public Canaries NameSearch => new([.. _names]);
}
