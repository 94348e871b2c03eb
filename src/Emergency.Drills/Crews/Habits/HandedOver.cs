using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>
/// Hands an incident that did not come from a hotline over to its hotline; where the line is dead or nobody answers, dials it and notes the
/// call.
/// </summary>
internal static class HandedOver
{
    public static IEnumerable<Act> To(Sight sight, SeenIncident incident)
    {
        if (!incident.FromHotline && Kind(incident.Category) is { } kind && incident.Handovers.All(one => one.Kind != kind))
            yield return new(
                $"hand-over/{incident.Id}/{kind}",
                $"/api/incidents/{incident.Id}/handovers",
                Tasks.Body(("kind", kind), ("text", incident.Words))
            );
        foreach (var act in Dialled(sight, incident))
            yield return act;
    }

    public static IEnumerable<Act> Dialled(Sight sight, SeenIncident incident)
    {
        foreach (
            var waiting in incident.Handovers.Where(one =>
                one.Stage is "queued" or "delivered" && (one.Rings || one.Unconfirmed || (one.Dial is { } number && sight.LineDown(number)))
            )
        )
            yield return new(
                $"dialled/{waiting.Id}",
                $"/api/incidents/{incident.Id}/handovers/{waiting.Id}/call",
                Tasks.Body(("confirmed", true), ("note", $"已拨 {waiting.Dial}，对方已受理"))
            );
    }

    private static string? Kind(string category) =>
        category switch
        {
            "fire" or "gas" => "fire-rescue",
            "medical" => "ambulance",
            "missing" or "public-order" => "police",
            _ => null,
        };
}
