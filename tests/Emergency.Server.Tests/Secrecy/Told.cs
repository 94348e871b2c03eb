using System.Globalization;
using Emergency.Testing;

namespace Emergency.Server.Tests.Secrecy;

/// <summary>Makes what is told in confidence, each unlike anything else, and remembers it: a Chinese and an ASCII part, so that both are looked for.</summary>
/// <param name="first">Where the count begins, so that two tellers do not say the same.</param>
internal sealed class Told(int first = 0)
{
    private readonly List<string> _values = [],
        _names = [];

    /// <summary>Text nobody else writes.</summary>
    public string Text(string what)
    {
        var (chinese, ascii) = (
            $"金丝{what}试雀",
            string.Create(CultureInfo.InvariantCulture, $"Canary-{first + _values.Count:000}-sings")
        );
        _values.AddRange([chinese, ascii]);
        return chinese + ascii;
    }

    /// <summary>A phone number nobody has.</summary>
    public string Phone() => Keep(string.Create(CultureInfo.InvariantCulture, $"1390007{7000 + first + _values.Count:0000}"));

    /// <summary>A name of somebody in a register: whoever may not see names meets it nowhere.</summary>
    public string Name(string who)
    {
        var name = Text(who);
        _names.AddRange(_values[^2..]);
        return name;
    }

    /// <summary>The telephone of somebody in a register.</summary>
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

    /// <summary>Looks for names and telephones of people in registers alone.</summary>
    public Canaries NameSearch => new([.. _names]);
}
