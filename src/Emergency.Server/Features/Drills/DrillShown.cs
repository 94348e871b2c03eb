using Emergency.Domain.Drills;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Drills;

/// <summary>A drill with everything its controller needs; players see only that it is running.</summary>
/// <param name="Now">Current time in it; null before the start.</param>
/// <param name="Untold">Parties that have not confirmed yet.</param>
/// <param name="Held">Injects that are held back; only for leaders.</param>
/// <param name="SafetyOfficer">Shown to everybody in the drill, so that anybody can call when in danger.</param>
internal sealed record DrillShown(
    DrillLight Drill,
    string Scenario,
    bool Announced,
    int Minutes,
    DateTimeOffset? Now,
    IReadOnlyList<ToldShown> Told,
    IReadOnlyList<Party> Untold,
    SafetyOfficer? SafetyOfficer,
    IReadOnlyList<PlayedInject> Injects,
    IReadOnlyList<string> Held,
    IReadOnlyList<NoteShown> Notes,
    DrillEndShown? End,
    bool Leads,
    long Position
)
{
    public static DrillShown Of(DrillKnown drill, Asked asked, bool leads, ISealing sealing, DateTimeOffset live, long position)
    {
        var (state, facts) = (drill.State, drill.Facts);
        return new(
            DrillLight.Of(drill),
            facts.Scenario,
            facts.Announced,
            (int)facts.Length.TotalMinutes,
            state.Clock?.At(live),
            leads
                ?
                [
                    .. state
                        .Told.Values.OrderBy(told => told.At)
                        .Select(told => new ToldShown(told.Party, sealing.Open<ToldBy>(told.Name)?.Name, told.At)),
                ]
                : [],
            [.. state.Untold],
            sealing.Open<SafetyOfficer>(facts.SafetyOfficer),
            leads
                ? [.. state.Injects.Values.OrderBy(one => one.RealmAt).Select(one => new PlayedInject(one.Inject, one.Fate, one.RealmAt))]
                : [],
            leads ? [.. state.Held.Order(StringComparer.Ordinal)] : [],
            leads ? [.. drill.Notes.Select(note => new NoteShown(sealing.Open<DrillNote>(note.Text)?.Text, note.RealmAt, note.At))] : [],
            state.End is { } end ? new(end.Reason, end.At, end.RealmAt) : null,
            leads,
            position
        );
    }
}

internal sealed record ToldShown(Party Party, string? Name, DateTimeOffset At);

internal sealed record PlayedInject(string Inject, InjectFate Fate, DateTimeOffset At);

internal sealed record NoteShown(string? Text, DateTimeOffset At, DateTimeOffset LiveAt);

internal sealed record DrillEndShown(EndReason Reason, DateTimeOffset LiveAt, DateTimeOffset At);

/// <summary>Drills, the running ones first, then the newest.</summary>
internal sealed record DrillsShown(IReadOnlyList<DrillShown> Items, long Position);
