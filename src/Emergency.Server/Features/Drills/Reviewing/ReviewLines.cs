using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Features.Drills.Reviewing;

internal enum LineKind
{
    Inject,
    Skipped,
    Event,
    Paused,
    RealCall,
    Resumed,
    Ended,
}

/// <summary>A line of a drill's course.</summary>
/// <param name="What">Title of an inject; for an event its form without version, dots as dashes, which is the key of its text.</param>
/// <param name="Role">Role of the actor; null where there is none.</param>
/// <param name="Times">Number of equal events in a row, the last of them at <paramref name="Last"/>.</param>
/// <param name="Events">Positions of the events in the journal.</param>
internal sealed record ReviewLine(
    DateTimeOffset At,
    DateTimeOffset Last,
    LineKind Kind,
    string What,
    Role? Role,
    int Times,
    IReadOnlyList<long> Events
);

/// <summary>
/// Lists a drill's course line by line: injects, events, stops and restarts. Equal events in a row by the same role share a line.
/// </summary>
internal static class ReviewLines
{
    public static IReadOnlyList<ReviewLine> Of(DrillKnown drill, Scenario scenario, Course course)
    {
        var injects = drill.State.Injects.Values.Select(one => new ReviewLine(
            one.RealmAt,
            one.RealmAt,
            one.Fate == InjectFate.Fired ? LineKind.Inject : LineKind.Skipped,
            scenario.Inject(one.Inject)?.Title ?? "",
            null,
            1,
            []
        ));
        var halts = drill.Halts.Select(one => new ReviewLine(
            one.At,
            one.At,
            one.Reason switch
            {
                null => LineKind.Resumed,
                PauseReason.RealCall => LineKind.RealCall,
                _ => LineKind.Paused,
            },
            "",
            null,
            1,
            []
        ));
        var events = course
            .Events.Where(one => one.Part == 0 && PageWords.Knows(Key(one.Form)))
            .Select(one => new ReviewLine(
                one.At,
                one.At,
                LineKind.Event,
                Key(one.Form),
                one.Values("by.role") is [var role, ..] && !ByItself(one) ? RoleOf(role) : null,
                1,
                [one.Position]
            ));
        IEnumerable<ReviewLine> end = drill.State.End is { } over
            ? [new ReviewLine(over.RealmAt, over.RealmAt, LineKind.Ended, "", over.By.Role, 1, [])]
            : [];
        return Gathered(
            injects
                .Concat(halts)
                .Concat(events)
                .OrderBy(one => one.At)
                .ThenBy(one => one.Events.Count)
                .ThenBy(one => one.Events.FirstOrDefault())
                .Concat(end)
        );
    }

    /// <summary>incident.task-taken.v1 → incident-task-taken.</summary>
    public static string Key(string form) => form[..form.LastIndexOf('.')].Replace('.', '-');

    /// <summary>True when a reaction of the server wrote the event, so that it is no player's act.</summary>
    public static bool ByItself(RealmEvent one) =>
        one.Values("by.account") is [var account, ..] && account.StartsWith("reaction:", StringComparison.Ordinal);

    /// <summary>Parses a stored role; null where it is none.</summary>
    public static Role? RoleOf(string text) =>
        Enum.GetValues<Role>()
            .Where(role => JsonNamingPolicy.KebabCaseLower.ConvertName(role.ToString()) == text)
            .Cast<Role?>()
            .FirstOrDefault();

    private static List<ReviewLine> Gathered(IEnumerable<ReviewLine> lines)
    {
        var all = new List<ReviewLine>();
        foreach (var line in lines)
            if (
                all is [.., { Kind: LineKind.Event } last]
                && line.Kind == LineKind.Event
                && last.What == line.What
                && last.Role == line.Role
            )
                all[^1] = last with { Last = line.At, Times = last.Times + 1, Events = [.. last.Events, .. line.Events] };
            else
                all.Add(line);
        return all;
    }
}
