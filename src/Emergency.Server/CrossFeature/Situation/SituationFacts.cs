using System.Globalization;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.CrossFeature.Situation;

/// <summary>What is known of an incident, by the names of the slots; what is not known yet says so (待核实) and may be sent so.</summary>
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
        "toMove",
        "moved",
        "left",
        "lost",
        "refuses",
        "tasks",
        "done",
    };

    public static IReadOnlyDictionary<string, string> Of(IncidentSeen seen, ISealing sealing, PageWords words)
    {
        var (state, unknown) = (seen.Incident.State, words.Say("situation.unverified"));
        var shown = IncidentShown.Of(seen, sealing);
        var doors = seen.Known.Of<DoorsKnown>(seen.Asked.Realm);
        var figures = doors.In(seen.Incident.Id).Any() ? DoorLights.Of(seen.Incident.Id, doors) : null;
        var places = seen.Known.Of<PlacesKnown>(seen.Asked.Realm);
        var community = places.Name(state.Community ?? state.County);
        var tasks = state.Tasks.Values.Where(task => task.State != TaskState.Cancelled).ToList();
        string Known(int? number) => number is { } known ? Plain(known) : unknown;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["number"] = seen.Incidents.Number(seen.Incident),
            ["opened"] = state.OpenedAt is { } opened ? Time(opened) : unknown,
            ["now"] = Time(seen.Asked.Now),
            ["title"] = shown.Title ?? words.Say("incident.category", state.Category),
            ["place"] = string.IsNullOrEmpty(shown.Address) ? community : $"{community} {shown.Address}",
            ["doubt"] = state.Doubt is null ? "" : $"（{words.Say("incident.doubt")}）",
            ["category"] = words.Say("incident.category", state.Category),
            ["grade"] = state.Grade is { } grade ? words.Say("incident.grade", grade) : words.Say("incident.grade.none"),
            ["stage"] = words.Say("incident.stage", state.Stage),
            ["households"] = Known(figures?.Households.ToMove),
            ["people"] = Known(figures?.People.ToMove),
            ["persons"] = Known(figures?.AtRisk.ToMove),
            ["toMove"] = Known(figures?.People.ToMove),
            ["moved"] = Known(figures?.People.Moved),
            ["left"] = Known(figures?.People.Left),
            ["lost"] = Known(figures?.People.Lost),
            ["refuses"] = Known(figures?.People.Refuses),
            ["tasks"] = Plain(tasks.Count),
            ["done"] = Plain(tasks.Count(task => task.State == TaskState.Done)),
        };
    }

    /// <summary>By the place's own clock: 2026-03-10 21:07.</summary>
    public static string Time(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
