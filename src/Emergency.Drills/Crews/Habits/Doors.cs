using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>
/// 逐户核查: each door gets one of the twelve states. A person who gets out only with called help is marked as needing help; from water all
/// move to the shelter; all others were met and are safe.
/// </summary>
internal static class Doors
{
    private const string Shelter = "社区活动中心";

    public static bool Knocks(SeenIncident incident) => incident.Category is "fire" or "gas" or "flood" or "geological";

    /// <summary>True where the incident has an area, so that its doors are asked.</summary>
    public static bool Asked(SeenIncident incident) => incident.AreaVersion > 0;

    public static IEnumerable<Act> Unchecked(SeenIncident incident, Func<Guid, bool> mine)
    {
        foreach (var person in incident.Persons.Where(one => one.State == "unchecked" && one.HouseholdId is { } home && mine(home)))
            yield return Person(incident, person, Needs.CallHelp(person.Needs) ? "needs-help" : Met(incident), "first");
        foreach (var home in incident.Households.Where(one => one.State == "unchecked" && mine(one.HouseholdId)))
            yield return new(
                $"door/{incident.Id}/{home.HouseholdId}",
                $"/api/incidents/{incident.Id}/doors/{home.Community}/households/{home.HouseholdId}/check",
                Mark(Met(incident))
            );
    }

    /// <param name="occasion">Reason for the mark: the same state can be set again for another reason.</param>
    public static Act Person(SeenIncident incident, SeenPerson person, string state, string occasion, DateTimeOffset? at = null) =>
        new(
            $"door/{incident.Id}/{person.PersonId}/{state}/{occasion}",
            $"/api/incidents/{incident.Id}/doors/{person.Community}/persons/{person.PersonId}/check",
            Mark(state),
            at
        );

    private static string Met(SeenIncident incident) => incident.Category is "flood" or "geological" ? "moved" : "safe";

    private static System.Text.Json.Nodes.JsonObject Mark(string state) =>
        state == "moved" ? Tasks.Body(("state", state), ("where", Shelter)) : Tasks.Body(("state", state));
}
