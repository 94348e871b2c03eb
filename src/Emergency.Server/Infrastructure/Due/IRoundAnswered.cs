using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>Whether a duty that came round has been done since; a noun offers it for the rhythm it answers (duty-rhythms.json). A rhythm that nobody answers is only shown in the calendar.</summary>
internal interface IRoundAnswered
{
    /// <summary>The rhythm's code.</summary>
    string Duty { get; }

    /// <summary>Where it is done: a part of /street.</summary>
    string Part { get; }

    /// <summary>What that part is to open, besides the community: "tab=week".</summary>
    string Opens => "";

    /// <summary>How many things are still to be done of it; 0: it is done, and no longer shown.</summary>
    int Left(RoundAsked asked);

    /// <summary>The day by which it is to be done, where that is not so long after it came round as for all.</summary>
    DateOnly? Until(RoundAsked asked) => null;
}

/// <param name="Community">Or a street, where it comes round in streets.</param>
/// <param name="Since">When it came round.</param>
internal sealed record RoundAsked(string Community, DateTimeOffset Since, Known Known, DateTimeOffset Now);

internal static class RoundRooms
{
    /// <summary>Says when a duty that came round is done.</summary>
    public static WebApplicationBuilder AddRoundAnswer<T>(this WebApplicationBuilder builder)
        where T : class, IRoundAnswered
    {
        builder.Services.AddSingleton<IRoundAnswered, T>();
        return builder;
    }
}
