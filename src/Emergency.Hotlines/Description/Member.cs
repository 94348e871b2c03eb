namespace Emergency.Hotlines.Description;

/// <summary>Form of a member in JSON.</summary>
public enum MemberKind
{
    /// <summary>A string; length counts in UTF-16 units, as JavaScript, Java and C# count.</summary>
    Text,

    /// <summary>A string of 1 or more characters that can all be seen: no space, no control character.</summary>
    Visible,

    /// <summary>A string out of a list.</summary>
    Code,

    /// <summary>ISO 8601 with a zone.</summary>
    Time,

    /// <summary>A UUID with hyphens.</summary>
    Id,

    /// <summary>A whole number from 0.</summary>
    Count,

    /// <summary>A number, decimals allowed.</summary>
    Number,

    /// <summary>An object with members of its own.</summary>
    Object,
}

/// <summary>Member of a message's data. In messages from partners, null and absent are the same.</summary>
public sealed record Member(string Name, MemberKind Kind, bool Required, string Meaning)
{
    /// <summary>Most characters of a text; 0 where none is named.</summary>
    public int Longest { get; init; }

    /// <summary>Highest value of a count; 0 where none is named.</summary>
    public int Most { get; init; }

    /// <summary>The codes, or the known values of an open text.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Other values than those listed are taken too.</summary>
    public bool Open { get; init; }

    /// <summary>Any value is taken: the message is never refused for this member.</summary>
    public bool NeverRefused { get; init; }

    public IReadOnlyList<Member> Members { get; init; } = [];

    public static Member Text(string name, bool required, int longest, string meaning) =>
        new(name, MemberKind.Text, required, meaning) { Longest = longest };

    public static Member Visible(string name, int longest, string meaning) =>
        new(name, MemberKind.Visible, true, meaning) { Longest = longest };

    public static Member Code(string name, bool required, IReadOnlyList<string> values, string meaning) =>
        new(name, MemberKind.Code, required, meaning) { Values = values };

    /// <summary>A text for which there are codes; another text is taken as it is written.</summary>
    public static Member OpenCode(string name, bool required, int longest, IReadOnlyList<string> values, string meaning) =>
        new(name, MemberKind.Text, required, meaning)
        {
            Longest = longest,
            Values = values,
            Open = true,
        };

    public static Member Time(string name, bool required, string meaning) => new(name, MemberKind.Time, required, meaning);

    public static Member Id(string name, string meaning) => new(name, MemberKind.Id, true, meaning);

    public static Member Count(string name, int most, string meaning) => new(name, MemberKind.Count, false, meaning) { Most = most };

    public static Member Object(string name, bool required, string meaning, params IReadOnlyList<Member> members) =>
        new(name, MemberKind.Object, required, meaning) { Members = members };
}
