using System.Globalization;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.People.Gazetteer;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Across.Situation;

/// <summary>
/// The known facts of an incident, by the names of the slots; an unknown one reads 待核实, and the form can be sent with it.
/// </summary>
internal static class SituationFacts
{
    /// <summary>Every slot a form may use.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "number",
        "opened",
        "now",
        "title",
        "place",
        "doubt",
        "category",
        "grade",
        "stage",
        "households",
        "people",
        "persons",
        "casualties",
        "toMove",
        "moved",
        "left",
        "lost",
        "refuses",
        "toCheck",
        "settled",
        "unsettled",
        "sum",
        "purpose",
        "rule",
        "tasks",
        "done",
    };

    public static IReadOnlyDictionary<string, string> Of(IncidentSeen seen, ISealing sealing, PageWords words)
    {
        var (state, unknown) = (seen.Incident.State, words.Say("situation.unverified"));
        var shown = IncidentShown.Of(seen, sealing);
        var doors = seen.Known.Of<DoorsKnown>(seen.Asked.Realm);
        var figures = doors.In(seen.Incident.Id).Any() ? DoorLights.Of(seen.Incident.Id, doors) : null;
        var purpose = doors.Purpose(seen.Incident.Id);
        // A form decides which words it prints, whatever the purpose of the area: 已转 only ever counts moved people.
        var checking = figures is null ? null : doors.Figures(seen.Incident.Id, AreaPurpose.Check).People;
        var moving = figures is null ? null : Moving(doors.Figures(seen.Incident.Id, AreaPurpose.Evacuate).People, purpose);
        var places = seen.Known.Of<PlacesKnown>(seen.Asked.Realm);
        var community = Addresses.Short(places.Name(state.Community ?? state.County));
        var tasks = state.Tasks.Values.Where(task => task.State != TaskState.Cancelled).ToList();
        string Known(int? number) => number is { } known ? Plain(known) : unknown;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["number"] = seen.Incidents.Number(seen.Incident),
            ["opened"] = state.OpenedAt is { } opened ? Time(opened) : unknown,
            ["now"] = Time(seen.Asked.Now),
            ["title"] = shown.Title ?? words.Say("incident.category", state.Category),
            ["place"] =
                shown.Address is { } address && address.StartsWith(community, StringComparison.Ordinal)
                    ? address
                    : community + shown.Address,
            ["doubt"] = state.Doubt is null ? "" : $"（{words.Say("incident.doubt")}）",
            ["category"] = words.Say("incident.category", state.Category),
            ["grade"] = state.Grade is { } grade ? words.Say("incident.grade", grade) : words.Say("incident.grade.none"),
            ["stage"] = words.Say("incident.stage", state.Stage),
            ["households"] = Known(figures?.Households.ToMove),
            ["people"] = Known(figures?.People.ToMove),
            ["persons"] = Known(figures?.AtRisk.ToMove),
            ["casualties"] = Hurt(state, words),
            ["toMove"] = Known(moving?.ToMove),
            ["moved"] = Known(moving?.Moved),
            ["left"] = Known(moving?.Left),
            ["lost"] = Known(figures?.People.Lost),
            ["refuses"] = Known(figures?.People.Refuses),
            ["toCheck"] = Known(checking?.ToMove),
            ["settled"] = Known(checking?.Moved),
            ["unsettled"] = Known(checking?.Left),
            ["purpose"] = words.Say($"situation.purpose.{Word(purpose)}"),
            ["rule"] = words.Say($"situation.rule.{Word(purpose)}"),
            ["sum"] = figures is null ? unknown : Sum(words, purpose, figures.People),
            ["tasks"] = Plain(tasks.Count),
            ["done"] = Plain(tasks.Count(task => task.State == TaskState.Done)),
        };
    }

    // Casualties of the newest report that states them; earlier ones are no present figure. Nobody has verified either.
    private static string Hurt(Incident state, PageWords words)
    {
        var told = state.Reports.Values.Where(report => report is { Withdrawn: false, Casualties: not null }).MaxBy(report => report.At);
        return told?.Casualties is { } hurt
            ? words.Say(
                "situation.casualties.told",
                ("dead", hurt.Dead),
                ("injured", hurt.Injured),
                ("trapped", hurt.Trapped),
                ("time", Time(told.At)),
                (
                    "source",
                    told.Case?.Hotline ?? (told.ToldBy is { } role ? words.Say("role", role) : words.Say("situation.casualties.somebody"))
                )
            )
            : words.Say("situation.casualties.unknown");
    }

    /// <summary>People in the words of the area's purpose: 应查 27，已落实 22（其中没在家 1），未落实 5，失联 0.</summary>
    public static string Sum(PageWords words, AreaPurpose purpose, RowShown row) =>
        words.Say(
            $"situation.sum.{Word(purpose)}",
            ("toMove", row.ToMove),
            ("moved", row.Moved),
            ("away", row.Away),
            ("left", row.Left),
            ("refuses", row.Refuses),
            ("lost", row.Lost)
        );

    /// <summary>The ending of word keys that depend on the purpose.</summary>
    public static string Word(AreaPurpose purpose) => purpose == AreaPurpose.Check ? "check" : "evacuate";

    // Nobody else has to leave where doors are only checked.
    private static FigureRow Moving(FigureRow row, AreaPurpose purpose) => purpose == AreaPurpose.Check ? row with { Left = 0 } : row;

    /// <summary>Time by the place's own clock: 2026-03-10 21:07.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
