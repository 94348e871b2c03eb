using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;

namespace Emergency.Hotlines.Messages;

/// <summary>
/// The members of one JSON object, fetched by name; every fault is noted with its path and parsing goes on. Null and absent are the same;
/// members nobody asks for are ignored.
/// </summary>
internal sealed partial class Members(JsonElement element, string path, List<MessageFault> faults)
{
    public void Fault(string member, string code) => faults.Add(new($"{path}.{member}", code));

    public JsonElement? Find(string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public Members? Object(string member)
    {
        if (Find(member) is not { } value)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Object)
        {
            return new(value, $"{path}.{member}", faults);
        }
        Fault(member, Faults.WrongKind);
        return null;
    }

    public Members? RequiredObject(string member)
    {
        if (Find(member) is null)
        {
            Fault(member, Faults.Missing);
        }
        return Object(member);
    }

    /// <summary>
    /// Free text without marks that turn its direction; null where absent, or at fault. A case is taken with any spelling.
    /// </summary>
    public string? Text(string member, int longest) => AsWritten(member, longest) is { } text ? PlainText.Of(text) : null;

    private string? AsWritten(string member, int longest)
    {
        if (Find(member) is not { } value)
        {
            return null;
        }
        if (Words(value) is not { } text)
        {
            Fault(member, Faults.WrongKind);
            return null;
        }
        if (text.Length <= longest)
        {
            return text;
        }
        Fault(member, Faults.TooLong);
        return null;
    }

    public string Required(string member, int longest)
    {
        if (Find(member) is null)
        {
            Fault(member, Faults.Missing);
        }
        return Text(member, longest) ?? "";
    }

    /// <summary>
    /// A name or number of 1 to <paramref name="longest"/> characters that can all be seen: no spaces, no control characters.
    /// </summary>
    public string Visible(string member, int longest)
    {
        if (Find(member) is null)
        {
            Fault(member, Faults.Missing);
            return "";
        }
        if (AsWritten(member, longest) is not { } text)
        {
            return "";
        }
        if (text.Length == 0)
        {
            Fault(member, Faults.Empty);
        }
        else if (
            text.Any(c =>
                char.IsWhiteSpace(c)
                || char.IsControl(c)
                || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.PrivateUse
            )
        )
        {
            Fault(member, Faults.NotVisible);
        }
        return text;
    }

    public DateTimeOffset? Time(string member)
    {
        if (Text(member, 64) is not { } text)
        {
            return null;
        }
        if (
            !Instant().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        )
        {
            Fault(member, Faults.NotATime);
            return null;
        }
        if (
            text.EndsWith('Z')
            || text.EndsWith('z')
            || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.OrdinalIgnoreCase)
        )
        {
            return time.ToUniversalTime();
        }
        Fault(member, Faults.TimeWithoutZone);
        return null;
    }

    public DateTimeOffset RequiredTime(string member)
    {
        if (Find(member) is null)
        {
            Fault(member, Faults.Missing);
        }
        return Time(member) ?? default;
    }

    public Guid RequiredId(string member)
    {
        if (Find(member) is null)
        {
            Fault(member, Faults.Missing);
            return default;
        }
        if (Text(member, 64) is not { } text)
        {
            return default;
        }
        if (Guid.TryParseExact(text, "D", out var id))
        {
            return id;
        }
        Fault(member, Faults.NotAnId);
        return default;
    }

    public int? Count(string member, int most)
    {
        if (Find(member) is not { } value)
        {
            return null;
        }
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var count))
        {
            Fault(member, Faults.WrongKind);
            return null;
        }
        if (count >= 0 && count <= most)
        {
            return (int)count;
        }
        Fault(member, Faults.OutOfRange);
        return null;
    }

    /// <summary>The text of a JSON string; null for other kinds, and for half of a surrogate pair, which is no text.</summary>
    public static string? Words(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:\d\d)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Instant();
}
