using System.Text;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Accounts;

namespace Emergency.Server.Features.People;

/// <summary>
/// Words typed to find a person: part of a name, a telephone number or its end, the number of the identity card or its
/// last four, a door. The words decide the kind of search.
/// </summary>
internal sealed partial class Wanted
{
    public const int Longest = 40;

    /// <summary>Length of number ends that people say at a door. A longer sequence is the number itself.</summary>
    private const int Tail = 4;
    private readonly string? _name;
    private readonly string? _number;
    private readonly string[] _door;
    private readonly bool _latin;

    private Wanted(string? name, string? number, string[] door) =>
        (_name, _number, _door, _latin) = (name, number, door, name?.Any(char.IsAscii) ?? false);

    /// <summary>Returns null where there is nothing to search for.</summary>
    public static Wanted? Of(string? words)
    {
        var text = words?.Normalize(NormalizationForm.FormKC).Trim().ToUpperInvariant() ?? "";
        var squeezed = Squeezed(text);
        if (squeezed.Length == 0)
            return null;
        var hasDigit = squeezed.Any(char.IsDigit);
        var number = Number().IsMatch(text) && squeezed.Length >= Tail ? squeezed : null;
        string[] door = number is { Length: > 6 } ? [] : [.. DoorPart().Matches(text).Select(part => part.Value)];
        // A single character alone is part of every building's name.
        return new(hasDigit ? null : squeezed, number, hasDigit || squeezed.Length > 1 ? door : []);
    }

    /// <summary>Fields that are searched.</summary>
    public ListOf<SearchField> Fields =>
        [
            .. (ReadOnlySpan<SearchField>)(_name is null ? [] : [SearchField.Name]),
            .. (ReadOnlySpan<SearchField>)(_number is null ? [] : [SearchField.Phone]),
            .. (ReadOnlySpan<SearchField>)(_number is { Length: Tail or 15 or 18 } ? [SearchField.IdNumber] : []),
            .. (ReadOnlySpan<SearchField>)(_door.Length == 0 ? [] : [SearchField.Door]),
        ];

    /// <summary>
    /// True when the search must be recorded. A door or the last four digits are how people ask for a person in front of
    /// them; everything else is a search for somebody.
    /// </summary>
    public bool IsRecorded => _name is not null || _number is { Length: > Tail };

    /// <summary>Fields that match this person; empty where none does.</summary>
    /// <param name="byDoorAlone">True for a child without an approval: found by the door, never by name or number, as if
    /// there were no such child.</param>
    /// <param name="register">True when the asker can see the number of the identity card.</param>
    public ListOf<SearchField> Match(PersonKnown person, bool byDoorAlone, bool register)
    {
        if (person.Erased)
            return [];
        List<SearchField>? found = null;
        if (_door.Length > 0 && IsDoor(person))
            (found ??= []).Add(SearchField.Door);
        if (byDoorAlone)
            return found is null ? [] : ListOf.From(found);
        if (
            _name is not null
            && Squeezed(person.Listed.Name).Contains(_name, _latin ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
        )
            (found ??= []).Add(SearchField.Name);
        if (_number is not null && IsNumber(person.Contact.Phones, _number))
            (found ??= []).Add(SearchField.Phone);
        if (_number is not null && register && person.Sensitive.IdNumber is { } id && IsIdentity(id, _number))
            (found ??= []).Add(SearchField.IdNumber);
        return found is null ? [] : ListOf.From(found);
    }

    private static bool IsNumber(ListOf<string> phones, string number)
    {
        foreach (var phone in phones)
            if (Squeezed(phone).EndsWith(number, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool IsIdentity(string id, string number) =>
        number.Length switch
        {
            Tail => id.EndsWith(number, StringComparison.OrdinalIgnoreCase),
            15 or 18 => id.Equals(number, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    // Parts match in the order of building, unit, room. Numbers match whole: 5 is not in 502.
    private bool IsDoor(PersonKnown person)
    {
        var door = person.Listed;
        ReadOnlySpan<string?> places = [door.Building ?? person.Contact.Address, door.Unit, door.Room];
        var at = 0;
        foreach (var part in _door)
        {
            while (at < places.Length && !Holds(places[at], part))
                at++;
            if (at == places.Length)
                return false;
        }
        return true;
    }

    private static bool Holds(string? place, string part)
    {
        if (place is null)
            return false;
        if (part.EndsWith('室') && place.Equals(part[..^1], StringComparison.OrdinalIgnoreCase))
            return true;
        for (var from = 0; place.IndexOf(part, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at; from = at + 1)
        {
            var end = at + part.Length;
            var begins = at == 0 || !char.IsAsciiDigit(part[0]) || !char.IsAsciiDigit(place[at - 1]);
            var ends = end == place.Length || !char.IsAsciiDigit(part[^1]) || !char.IsAsciiDigit(place[end]);
            if (begins && ends)
                return true;
        }
        return false;
    }

    // Whole characters: half of one beyond the basic plane is no letter.
    private static string Squeezed(string text)
    {
        foreach (var sign in text.EnumerateRunes())
            if (!Rune.IsLetterOrDigit(sign))
                return string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit));
        return text;
    }

    // Digits alone, or grouped as in telephone numbers; 7-2-502 is a door.
    [GeneratedRegex(
        @"^(\d+X?|\d{3}[- ]\d{4}[- ]\d{4}|0\d{2,3}[- ]\d{7,8})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+[^\d\s,，、/\-]*|[^\d\s,，、/\-]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex DoorPart();
}
