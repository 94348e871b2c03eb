namespace Emergency.Hotlines.Messages;

/// <summary>Fault of a message: its place, as a JSON path ($.data.caseNumber), and a code of <see cref="Faults"/>.</summary>
public sealed record MessageFault(string Path, string Code);

/// <summary>A message, or all its faults at once; never both.</summary>
public sealed record ParsedMessage(HotlineMessage? Message, IReadOnlyList<MessageFault> Faults);

public static class Faults
{
    /// <summary>Not JSON, or with a member given twice.</summary>
    public const string NotJson = "not-json";

    public const string Missing = "missing",
        WrongKind = "wrong-kind",
        UnknownType = "unknown-type",
        UnknownValue = "unknown-value",
        OutOfRange = "out-of-range";

    /// <summary>Longer than the member can be, empty where it must not be, or with characters that cannot be seen.</summary>
    public const string TooLong = "too-long",
        Empty = "empty",
        NotVisible = "not-visible";

    /// <summary>Not ISO 8601, or without a zone: 02:13 somewhere is no instant.</summary>
    public const string NotATime = "not-a-time",
        TimeWithoutZone = "time-without-zone";

    public const string NotAnId = "not-an-id";
}
