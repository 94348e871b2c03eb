using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills.Reviewing;

/// <summary>复盘: the whole report of a drill. Players appear as roles, never by name; observers sign their own sheets.</summary>
/// <param name="Report">The judgement; before the end, up to now.</param>
/// <param name="Left">Number of lines of the course that were left out; the earliest are kept.</param>
/// <param name="BeforeAt">End of the community's own last drill of this scenario; null where there was none.</param>
/// <param name="Duties">Duties of readiness to which an improvement can belong.</param>
/// <param name="Mine">True while the asker can still fill in a sheet.</param>
internal sealed record ReviewShown(
    DrillReportShown Report,
    ReviewFacts Facts,
    IReadOnlyList<PlayedRole> Roles,
    IReadOnlyList<ReviewLine> Lines,
    int Left,
    IReadOnlyList<FormItem> Form,
    IReadOnlyList<ObserverSheetShown> Sheets,
    IReadOnlyList<NoteShown> Notes,
    IReadOnlyList<ImprovementShown> Improvements,
    EvaluationShown? Evaluation,
    DateTimeOffset? BeforeAt,
    ListOf<string> Communities,
    IReadOnlyList<DutyNamed> Duties,
    bool Leads,
    bool Mine,
    long Position
)
{
    private const int MostLines = 600;

    public static ReviewShown Of(
        DrillKnown drill,
        Scenario scenario,
        Course course,
        Comparison? before,
        RulePacks packs,
        Asked asked,
        Known known,
        ISealing sealing
    )
    {
        var lines = ReviewLines.Of(drill, scenario, course);
        var state = drill.State;
        return new(
            DrillReportShown.Of(drill, scenario, course, before, known.At.Value),
            ReviewFacts.Of(drill, scenario, known),
            PlayedRole.Of(scenario, course),
            [.. lines.Take(MostLines)],
            Math.Max(0, lines.Count - MostLines),
            ObserverForm.Items,
            [.. state.Sheets.OrderBy(one => one.Value.At).Select(one => ObserverSheetShown.Of(one.Value, asked, sealing))],
            [.. drill.Notes.Select(note => new NoteShown(sealing.Open<DrillNote>(note.Text)?.Text, note.RealmAt, note.At))],
            [
                .. state
                    .Improvements.OrderBy(one => one.Value.Until)
                    .ThenBy(one => one.Key.Value)
                    .Select(one => ImprovementShown.Of(drill, one.Key, scenario, packs, asked, known, sealing)),
            ],
            state.Evaluation is { } evaluation ? EvaluationShown.Of(evaluation, sealing) : null,
            before?.Before.EndedAt,
            drill.Facts.Communities,
            [
                .. packs
                    .For(drill.Facts.Communities[0], Shanghai.Day(asked.Now))
                    .Where(rule => rule.IsCounted())
                    .Select(rule => new DutyNamed(rule.Id, rule.Name)),
            ],
            DrillSight.Leads(asked, drill),
            state.Evaluation is null,
            known.At.Value
        );
    }
}

/// <summary>A duty to which an improvement can belong.</summary>
/// <param name="Name">Name of a county's own duty; null where the pages have words for its id.</param>
internal sealed record DutyNamed(string Id, string? Name);

/// <summary>Facts about the drill.</summary>
/// <param name="Start">Start by the live clock, like <paramref name="End"/>; the times of the course are the drill's own.</param>
/// <param name="Told">先告知: informed parties, without names.</param>
internal sealed record ReviewFacts(
    string Title,
    string Scenario,
    Category Hazard,
    DrillForm Form,
    string Authority,
    IReadOnlyList<string> Places,
    bool Announced,
    int Minutes,
    string Weather,
    string? Situation,
    DateTimeOffset? Start,
    DateTimeOffset? End,
    EndReason? Ended,
    IReadOnlyList<ToldShown> Told
)
{
    public static ReviewFacts Of(DrillKnown drill, Scenario scenario, Known known)
    {
        var (state, facts, places) = (drill.State, drill.Facts, known.Of<PlacesKnown>());
        return new(
            facts.Title,
            scenario.Title,
            scenario.Hazard,
            facts.Form,
            places.Name(facts.Authority),
            [.. facts.Communities.Select(places.Name)],
            facts.Announced,
            (int)facts.Length.TotalMinutes,
            scenario.Start.Weather,
            scenario.Start.Words,
            state.Start?.At,
            state.End?.At,
            state.End?.Reason,
            [.. state.Told.Values.OrderBy(told => told.Party).Select(told => new ToldShown(told.Party, null, told.At))]
        );
    }
}

/// <param name="Title">Title in the scenario; null for a role that is not in it but acted all the same.</param>
/// <param name="Acted">Number of accounts of that role that acted.</param>
internal sealed record PlayedRole(Role Role, string? Title, int Planned, int Acted)
{
    public static IReadOnlyList<PlayedRole> Of(Scenario scenario, Course course)
    {
        // Events written by reactions of the server count for nobody.
        var acted = course
            .Events.Where(one => one.Part == 0 && one.Values("by.account").Count > 0 && !ReviewLines.ByItself(one))
            .SelectMany(one => one.Values("by.role").Take(1).Select(role => (role, Account: one.Values("by.account")[0])))
            .Distinct()
            .GroupBy(one => one.role, StringComparer.Ordinal)
            .Select(group => (Role: ReviewLines.RoleOf(group.Key), Count: group.Count()))
            .Where(one => one.Role is not (null or Role.Controller or Role.Partner))
            .ToDictionary(one => one.Role!.Value, one => one.Count);
        return
        [
            .. scenario.Participants.Select(one => new PlayedRole(one.Role, one.Title, one.Count, acted.GetValueOrDefault(one.Role))),
            .. acted
                .Keys.Except(scenario.Participants.Select(one => one.Role))
                .Order()
                .Select(role => new PlayedRole(role, null, 0, acted[role])),
        ];
    }
}

/// <summary>An observer's sheet.</summary>
/// <param name="Observer">Name of the observer; null where the drill's key is gone.</param>
/// <param name="Own">True when it is the asker's own.</param>
internal sealed record ObserverSheetShown(
    string? Observer,
    Role Role,
    DateTimeOffset At,
    IReadOnlyList<MarkShown> Marks,
    string? Words,
    bool Own
)
{
    public static ObserverSheetShown Of(Sheet sheet, Asked asked, ISealing sealing)
    {
        var words = sealing.Open<SheetWords>(sheet.Words);
        return new(
            words?.Observer,
            sheet.By.Role,
            sheet.At,
            [
                .. sheet.Marks.Select(mark => new MarkShown(
                    mark.Item,
                    mark.Grade,
                    words?.Items.FirstOrDefault(one => one.Item == mark.Item)?.Text
                )),
            ],
            words?.Words,
            sheet.By.Account == asked.Account
        );
    }
}

internal sealed record MarkShown(string Item, SheetGrade Grade, string? Words);

/// <summary>讲评: the final evaluation.</summary>
internal sealed record EvaluationShown(Role By, DateTimeOffset At, string? Words, IReadOnlyList<ExplainedShown> Explained)
{
    public static EvaluationShown Of(Evaluation evaluation, ISealing sealing) =>
        new(
            evaluation.By.Role,
            evaluation.At,
            evaluation.Words is { } words ? sealing.Open<FreeText>(words)?.Text : null,
            [.. evaluation.Explained.Select(one => new ExplainedShown(one.Expected, sealing.Open<FreeText>(one.Why)?.Text))]
        );
}

internal sealed record ExplainedShown(string Expected, string? Why);
