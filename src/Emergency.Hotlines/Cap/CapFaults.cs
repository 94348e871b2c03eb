using Emergency.Hotlines.Messages;

namespace Emergency.Hotlines.Cap;

/// <summary>
/// A message, or all its faults at once; never both. The path of a fault names the element: /alert/info[2]/area[1]/polygon[1].
/// </summary>
/// <param name="Marks">Parts that were unreadable in a message that was taken all the same.</param>
public sealed record ParsedAlert(CapAlert? Alert, IReadOnlyList<MessageFault> Faults, IReadOnlyList<MessageFault> Marks);

/// <summary>Faults of XML, beside those of <see cref="Faults"/>.</summary>
public static class CapFaults
{
    /// <summary>Not well-formed XML, or with a document type, which is never parsed.</summary>
    public const string NotXml = "not-xml";

    public const string NotCap = "not-cap-1.2",
        TooDeep = "too-deep",
        TooMany = "too-many",
        GivenTwice = "given-twice";

    /// <summary>More corners than one ring, or all rings of a message together, can have.</summary>
    public const string TooManyCorners = "too-many-corners";

    /// <summary>A ring that crosses itself more often than a slip of the hand does.</summary>
    public const string CrossesItself = "crosses-itself";

    /// <summary>Dates out of order: the warning ends before it was sent, or before it takes effect.</summary>
    public const string ExpiresBeforeSent = "expires-before-sent",
        ExpiresBeforeItBegins = "expires-before-it-begins";

    /// <summary>
    /// Not "latitude,longitude …" with four corners or more of which the last is the first; not "latitude,longitude kilometres".
    /// </summary>
    public const string NotAPolygon = "not-a-polygon",
        NotACircle = "not-a-circle";

    /// <summary>A valid message of a kind we do not take: receipts between machines.</summary>
    public const string NotTaken = "not-taken";

    /// <summary>Not "sender,identifier,sent".</summary>
    public const string NotAReference = "not-a-reference";
}
