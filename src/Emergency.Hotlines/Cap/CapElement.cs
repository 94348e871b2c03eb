using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>One element whose children are read by name; every fault is noted with its path and reading goes on. Empty and absent are the same; a child that may stand once and stands twice is a fault, so that two readers never see different messages.</summary>
internal sealed partial class CapElement(XElement element, string path, List<MessageFault> faults)
{
    private const int Earliest = 1990,
        Latest = 2200;

    public void Fault(string child, string code) => faults.Add(new($"{path}/{child}", code));

    public void Fault(string code) => faults.Add(new(path, code));

    /// <summary>The element's own text without the blanks around it; null, and a fault, where it holds elements instead or is longer than it may be.</summary>
    public string? Own(int longest)
    {
        if (element.HasElements)
        {
            Fault(Faults.WrongKind);
            return null;
        }
        var text = PlainText.Of(element.Value.Trim());
        if (text.Length <= longest)
        {
            return text;
        }
        Fault(Faults.TooLong);
        return null;
    }

    public IReadOnlyList<CapElement> Children(string name, int most)
    {
        var found = element
            .Elements(XName.Get(name, CapReader.Namespace))
            .Take(most + 1)
            .Select((child, i) => new CapElement(child, FormattableString.Invariant($"{path}/{name}[{i + 1}]"), faults))
            .ToList();
        if (found.Count <= most)
        {
            return found;
        }
        Fault(name, CapFaults.TooMany);
        return [];
    }

    public string? Text(string name, int longest) => One(name)?.Own(longest) is { Length: > 0 } text ? text : null;

    public string Required(string name, int longest)
    {
        var before = faults.Count;
        if (Text(name, longest) is { } text)
        {
            return text;
        }
        if (faults.Count == before)
        {
            Fault(name, Faults.Missing);
        }
        return "";
    }

    /// <summary>What names a message: no blanks, no commas, which would part it in references.</summary>
    public string Key(string name, int longest)
    {
        var text = Required(name, longest);
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or '<' or '&'))
        {
            Fault(name, Faults.NotVisible);
        }
        return text;
    }

    public TWord RequiredWord<TWord>(string name)
        where TWord : struct, Enum
    {
        var text = Required(name, 100);
        if (text.Length == 0)
        {
            return default;
        }
        if (Word<TWord>(text) is { } word)
        {
            return word;
        }
        Fault(name, Faults.UnknownValue);
        return default;
    }

    public ListOf<TWord> Words<TWord>(string name, int most)
        where TWord : struct, Enum
    {
        var read = new List<TWord>();
        foreach (var child in Children(name, most))
        {
            if (child.Own(100) is { } text && Word<TWord>(text) is { } word)
            {
                read.Add(word);
            }
            else
            {
                child.Fault(Faults.UnknownValue);
            }
        }
        return ListOf.From(read);
    }

    public ListOf<TWord> RequiredWords<TWord>(string name, int most)
        where TWord : struct, Enum
    {
        var before = faults.Count;
        var words = Words<TWord>(name, most);
        if (words.Count == 0 && faults.Count == before)
        {
            Fault(name, Faults.Missing);
        }
        return words;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name, 64) is not { } text)
        {
            return null;
        }
        if (Instant(text) is { } time)
        {
            return time;
        }
        Fault(name, Faults.NotATime);
        return null;
    }

    public DateTimeOffset RequiredTime(string name)
    {
        var before = faults.Count;
        if (Time(name) is { } time)
        {
            return time;
        }
        if (faults.Count == before)
        {
            Fault(name, Faults.Missing);
        }
        return default;
    }

    /// <summary>An instant with its zone, in UTC; null for what is none. The standard knows no Z; who writes it is understood.</summary>
    public static DateTimeOffset? Instant(string text) =>
        Zoned().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && time.Year is >= Earliest and < Latest
            ? time.ToUniversalTime()
            : null;

    // The only child of a name.
    private CapElement? One(string name)
    {
        var found = element.Elements(XName.Get(name, CapReader.Namespace)).Take(2).ToList();
        if (found.Count == 2)
        {
            Fault(name, CapFaults.GivenTwice);
        }
        return found.Count == 1 ? new(found[0], $"{path}/{name}", faults) : null;
    }

    // Numbers and lists are words of an enumeration to the framework, to the standard they are not.
    private static TWord? Word<TWord>(string text)
        where TWord : struct, Enum => Enum.TryParse<TWord>(text, out var word) && word.ToString() == text ? word : null;

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?(?:Z|[+-]\d\d:\d\d)$",
        RegexOptions.CultureInvariant | RegexOptions.ECMAScript,
        1000
    )]
    private static partial Regex Zoned();
}
