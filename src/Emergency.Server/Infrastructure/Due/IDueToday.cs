using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>What a noun has that somebody must do by a day: it stands on 今天 and in the calendar until it is done. Each noun offers its own.</summary>
internal interface IDueToday
{
    /// <summary>What is open in a division and due by <see cref="DueAsked.Until"/>, also what is late already; only what the asker may read. Never a person's name: how many, of which thing.</summary>
    IEnumerable<DueThing> Of(DueAsked asked);
}

/// <param name="Division">A community (12 digits) or a street (9).</param>
/// <param name="Communities">The communities in it that are in use, in the order of their codes.</param>
/// <param name="Until">The last day, in Asia/Shanghai.</param>
internal sealed record DueAsked(Asked Asked, Known Known, string Division, IReadOnlyList<string> Communities, DateOnly Until)
{
    public DateOnly Today { get; } = Shanghai.Day(Asked.Now);
}

/// <summary>One line of 今天.</summary>
/// <param name="Kind">Such as "visit-late": under "today.kind", "today.act" and "today.sign" of the pages' words.</param>
/// <param name="Place">The community or street it is of.</param>
/// <param name="On">The day by which it is to be done; null: it waits without one.</param>
/// <param name="At">The instant, where it has one.</param>
/// <param name="Number">How many there are of it.</param>
/// <param name="What">The name of the thing, as a register has it; no person's.</param>
/// <param name="Part">Where it is done: a part of /street.</param>
/// <param name="Query">What that part is to open: "community=411502001001".</param>
/// <param name="Others">Somebody else has to answer: it is waited for (等别人).</param>
/// <param name="Stake">Who or what comes to harm where it is left.</param>
internal sealed record DueThing(
    string Kind,
    string Place,
    DateOnly? On,
    string Part,
    string Query = "",
    int Number = 1,
    string? What = null,
    DateTimeOffset? At = null,
    bool Others = false,
    Stake Stake = Stake.Things
);

/// <summary>Who or what comes to harm where a line is left, the least first: lines are ranked by it, then by time.</summary>
internal enum Stake
{
    /// <summary>Stock, papers, registers.</summary>
    Things,

    /// <summary>People wait for it: a door, a child, an order's answer.</summary>
    People,

    /// <summary>A life may hang on it.</summary>
    Life,
}

internal static class DueRooms
{
    /// <summary>Names the thing where a line is of a single one, so that its drawer opens: "&amp;hazard=…".</summary>
    public static string Single<T>(string name, IReadOnlyList<T> some, Func<T, Guid> id) => some.Count == 1 ? $"&{name}={id(some[0])}" : "";

    /// <summary>Puts on 今天 and in the calendar what is due of a noun.</summary>
    public static WebApplicationBuilder AddDueToday<T>(this WebApplicationBuilder builder)
        where T : class, IDueToday
    {
        builder.Services.AddSingleton<IDueToday, T>();
        return builder;
    }
}
