using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emergency.Domain;
using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>
/// An element whose children are fetched by name. Empty and absent are the same. A fault in the names or kind of a message refuses the
/// message. Any other fault is marked with its path and passed over: a warning is not lost for a bad part.
/// </summary>
internal sealed partial class CapElement(XElement element, string path, List<MessageFault> faults, List<MessageFault> marks)
{
    private const int Earliest = 1990,
        Latest = 2200,
        FinestFraction = 8;

    public void Fault(string child, string code) => faults.Add(new($"{path}/{child}", code));

    public void Fault(string code) => faults.Add(new(path, code));

    /// <summary>Notes a part that was unreadable and was passed over.</summary>
    public void Mark(string child, string code) => marks.Add(new($"{path}/{child}", code));

    public void Mark(string code) => marks.Add(new(path, code));

    /// <summary>
    /// The element's own text without the blanks around it; null, and a mark, where it holds elements instead; cut, and a mark, where it is
    /// longer than <paramref name="longest"/>.
    /// </summary>
    public string? Own(int longest)
    {
        if (element.HasElements)
        {
            Mark(Faults.WrongKind);
            return null;
        }
        var text = PlainText.Of(element.Value.Trim());
        if (text.Length <= longest)
        {
            return text;
        }
        Mark(Faults.TooLong);
        return char.IsHighSurrogate(text[longest - 1]) ? text[..(longest - 1)] : text[..longest];
    }

    public IReadOnlyList<CapElement> Children(string name, int most)
    {
        var found = element
            .Elements(XName.Get(name, CapReader.Namespace))
            .Take(most + 1)
            .Select((child, i) => new CapElement(child, FormattableString.Invariant($"{path}/{name}[{i + 1}]"), faults, marks))
            .ToList();
        if (found.Count <= most)
        {
            return found;
        }
        Mark(name, CapFaults.TooMany);
        found.RemoveAt(most);
        return found;
    }

    /// <summary>A text that can stand there once; a second one is not lost: both are kept, and marked.</summary>
    public string? Text(string name, int longest)
    {
        var found = Children(name, 2);
        if (found.Count == 2)
        {
            Mark(name, CapFaults.GivenTwice);
        }
        var texts = found.Select(one => one.Own(longest)).OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
        return string.Join(" / ", texts) is { Length: > 0 } text ? text : null;
    }

    /// <summary>A text that should stand there: marked where it does not.</summary>
    public string Expected(string name, int longest)
    {
        var before = marks.Count;
        if (Text(name, longest) is { } text)
        {
            return text;
        }
        if (marks.Count == before)
        {
            Mark(name, Faults.Missing);
        }
        return "";
    }

    /// <summary>
    /// A text without which a message is refused, and which stands there once: two readers must never see different messages.
    /// </summary>
    public string Required(string name, int longest)
    {
        var found = element.Elements(XName.Get(name, CapReader.Namespace)).Take(2).ToList();
        if (found.Count == 2)
        {
            Fault(name, CapFaults.GivenTwice);
            return "";
        }
        if (found.Count == 1 && found[0].HasElements)
        {
            Fault(name, Faults.WrongKind);
            return "";
        }
        var text = found.Count == 1 ? PlainText.Of(found[0].Value.Trim()) : "";
        if (text.Length == 0)
        {
            Fault(name, Faults.Missing);
        }
        else if (text.Length > longest)
        {
            Fault(name, Faults.TooLong);
            return "";
        }
        return text;
    }

    /// <summary>
    /// A part of the message's name: no commas, which would part it in references. The standard knows no blanks there; an identifier with
    /// blanks is marked.
    /// </summary>
    public string Key(string name, int longest, bool blanks = false)
    {
        var text = Required(name, longest);
        if (text.Any(c => (char.IsWhiteSpace(c) && !(blanks && c == ' ')) || char.IsControl(c) || c is ',' or '<' or '&'))
        {
            Fault(name, Faults.NotVisible);
        }
        else if (text.Contains(' ', StringComparison.Ordinal))
        {
            Mark(name, Faults.NotVisible);
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

    /// <summary>
    /// A word that should stand there; <paramref name="unknown"/>, and a mark, where it does not, is not known, or stands twice.
    /// </summary>
    public TWord ExpectedWord<TWord>(string name, TWord unknown)
        where TWord : struct, Enum
    {
        var text = Expected(name, 100);
        if (text.Length == 0)
        {
            return unknown;
        }
        if (Word<TWord>(text) is { } word)
        {
            return word;
        }
        Mark(name, Faults.UnknownValue);
        return unknown;
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
                child.Mark(Faults.UnknownValue);
            }
        }
        return ListOf.From(read);
    }

    public ListOf<TWord> ExpectedWords<TWord>(string name, int most)
        where TWord : struct, Enum
    {
        var before = marks.Count;
        var words = Words<TWord>(name, most);
        if (words.Count == 0 && marks.Count == before)
        {
            Mark(name, Faults.Missing);
        }
        return words;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name, 64) is not { } text)
        {
            return null;
        }
        if (Instant(text) is not { } time)
        {
            Mark(name, Faults.NotATime);
            return null;
        }
        if (!HasZone(text))
        {
            Mark(name, Faults.TimeWithoutZone);
        }
        return time;
    }

    public DateTimeOffset RequiredTime(string name)
    {
        var text = Required(name, 64);
        if (text.Length == 0)
        {
            return default;
        }
        if (Instant(text) is not { } time)
        {
            Fault(name, Faults.NotATime);
            return default;
        }
        if (!HasZone(text))
        {
            Mark(name, Faults.TimeWithoutZone);
        }
        return time;
    }

    /// <summary>
    /// An instant in UTC; null where the text is none. The standard knows no Z, no zone without a colon and no fractions; a sender who
    /// writes them is understood. Without a zone it is the time of China.
    /// </summary>
    public static DateTimeOffset? Instant(string text)
    {
        var match = Written().Match(text);
        if (!match.Success)
        {
            return null;
        }
        var fraction = match.Groups["fraction"].Value;
        var zone = match.Groups["zone"].Value switch
        {
            "" => "+08:00",
            "Z" or "z" => "+00:00",
            [.. var hours, var tens, var ones] when !hours.Contains(':', StringComparison.Ordinal) => $"{hours}:{tens}{ones}",
            var written => written,
        };
        var second = match.Groups["second"] is { Success: true, Value: var given } ? given : "00";
        return
            DateTimeOffset.TryParse(
                $"{match.Groups["day"]}T{match.Groups["minute"]}:{second}{fraction[..Math.Min(fraction.Length, FinestFraction)]}{zone}",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            ) && time.Year is >= Earliest and < Latest
            ? time.ToUniversalTime()
            : null;
    }

    private static bool HasZone(string text) => Written().Match(text).Groups["zone"].Value.Length > 0;

    // Numbers and lists are words of an enumeration to the framework, but not to the standard.
    private static TWord? Word<TWord>(string text)
        where TWord : struct, Enum =>
        Enum.TryParse<TWord>(text, ignoreCase: true, out var word) && word.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)
            ? word
            : null;

    [GeneratedRegex(
        @"^(?<day>\d{4}-\d\d-\d\d)[Tt ](?<minute>\d\d:\d\d)(?::(?<second>\d\d)(?<fraction>\.\d{1,30})?)?\s?(?<zone>[Zz]|[+-]\d\d:?\d\d)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Written();
}
