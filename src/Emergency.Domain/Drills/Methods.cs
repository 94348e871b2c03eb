using Emergency.Domain.Warnings;

namespace Emergency.Domain.Drills;

/// <summary>Way in which an inject reaches the players. Nothing of it leaves the realm.</summary>
public abstract record Method
{
    private Method() { }

    /// <summary>Case as the hotline's system hands it over.</summary>
    /// <param name="Line">110, 119, 120 or 12345.</param>
    /// <param name="Number">Number of the case: the same number is the same case.</param>
    /// <param name="Address">Address in words; without a point the place is unverified.</param>
    public sealed record HotlineCase(
        string Line,
        string Number,
        Category Category,
        Priority Priority,
        string Title,
        string Description,
        string? Address,
        double? Lon,
        double? Lat,
        int? Trapped
    ) : Method;

    /// <summary>Warning as CAP 1.2 with status Exercise.</summary>
    public sealed record CapWarning(Category Hazard, WarningLevel Level, string Headline, string? Instruction, TimeSpan Lasts) : Method;

    /// <summary>Written message on the player's page.</summary>
    public sealed record Message(string From, string Text) : Method;

    /// <summary>Call by the controller, in somebody's role.</summary>
    public sealed record PhoneCall(string From, string Text) : Method;

    /// <summary>Report by word of mouth that somebody is missing, never with a name or picture of a real person.</summary>
    public sealed record MissingPerson(int? Age, string Description, string LastSeen) : Method;

    /// <summary>Outage of the line to a hotline, for a time.</summary>
    public sealed record LinkDown(string Line, TimeSpan Lasts) : Method;

    /// <summary>Outage of the players' network: they work on paper for a time.</summary>
    public sealed record BaseStationDown(TimeSpan Lasts, string? Words) : Method;
}
