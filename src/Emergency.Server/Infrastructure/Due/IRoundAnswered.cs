using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>
/// Tells whether a recurring duty has been done since it fell due; a noun implements it for the rhythm that it answers (duty-rhythms.json).
/// A rhythm without an implementation is only shown in the calendar.
/// </summary>
internal interface IRoundAnswered
{
    /// <summary>The rhythm's code.</summary>
    string Duty { get; }

    /// <summary>Part of /street where the duty is done.</summary>
    string Part { get; }

    /// <summary>Query that opens that part, besides the community: "tab=week".</summary>
    string Opens => "";

    /// <summary>Number of things still to do for it. At 0 the duty is done and no longer shown.</summary>
    int Left(RoundAsked asked);

    /// <summary>Day by which it must be done, where that is sooner than for other duties.</summary>
    DateOnly? Until(RoundAsked asked) => null;
}

/// <param name="Community">Code of a community, or of a street where the duty falls due for streets.</param>
/// <param name="Since">Time at which the duty fell due.</param>
internal sealed record RoundAsked(string Community, DateTimeOffset Since, Known Known, DateTimeOffset Now);

internal static class RoundRooms
{
    /// <summary>Registers the noun's answer for its recurring duty.</summary>
    public static WebApplicationBuilder AddRoundAnswer<T>(this WebApplicationBuilder builder)
        where T : class, IRoundAnswered
    {
        builder.Services.AddSingleton<IRoundAnswered, T>();
        return builder;
    }
}
