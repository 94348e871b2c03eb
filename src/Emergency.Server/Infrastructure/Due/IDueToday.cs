using Emergency.Domain;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Due;

/// <summary>
/// Open work of a noun that somebody must do by a day: it stands on 今天 and in the calendar until it is done. Each noun implements its own.
/// </summary>
internal interface IDueToday
{
    /// <summary>
    /// The open work of a division that is due by <see cref="DueAsked.Until"/> or late already, as far as the asker may read it. It gives
    /// counts and names of things, never a person's name.
    /// </summary>
    IEnumerable<DueThing> Of(DueAsked asked);
}

/// <param name="Division">A community (12 digits) or a street (9).</param>
/// <param name="Communities">The communities in it that are in use, in the order of their codes.</param>
/// <param name="Until">The last day, in Asia/Shanghai.</param>
internal sealed record DueAsked(Asked Asked, Known Known, string Division, IReadOnlyList<string> Communities, DateOnly Until)
{
    public DateOnly Today { get; } = Shanghai.Day(Asked.Now);
}

/// <summary>A line of 今天.</summary>
/// <param name="Kind">Code such as "visit-late", under "today.kind", "today.act" and "today.sign" of the pages' words.</param>
/// <param name="Place">The community or street that the line belongs to.</param>
/// <param name="On">Day by which it must be done; null where it has none.</param>
/// <param name="At">Exact time, where it has one.</param>
/// <param name="Number">Number of things in the line.</param>
/// <param name="What">Name of the thing as in its register; never a person's.</param>
/// <param name="Part">Part of /street where the work is done.</param>
/// <param name="Query">Query that opens that part: "community=411502001001".</param>
/// <param name="Others">True when somebody else must answer: the line stands under "waiting for others" (等别人).</param>
/// <param name="Stake">The people or things that come to harm where it is left undone.</param>
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

/// <summary>The people or things that come to harm where a line is left undone, the least first. Lines are ranked by it, then by time.</summary>
internal enum Stake
{
    /// <summary>Stock, papers, registers.</summary>
    Things,

    /// <summary>People wait for it: a door, a child, an answer to an order.</summary>
    People,

    /// <summary>A life may hang on it.</summary>
    Life,
}

internal static class DueRooms
{
    /// <summary>Names the thing where a line stands for a single one, so that its drawer opens: "&amp;hazard=…".</summary>
    public static string Single<T>(string name, IReadOnlyList<T> some, Func<T, Guid> id) => some.Count == 1 ? $"&{name}={id(some[0])}" : "";

    /// <summary>Puts a noun's due work on 今天 and in the calendar.</summary>
    public static WebApplicationBuilder AddDueToday<T>(this WebApplicationBuilder builder)
        where T : class, IDueToday
    {
        builder.Services.AddSingleton<IDueToday, T>();
        return builder;
    }
}
