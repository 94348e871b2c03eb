using System.Text.Json.Nodes;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>
/// 县值班 and 街道值班: confirm warnings, merge doubled incidents, order, dial where nobody answers, help with goods, and send somebody where
/// nobody can be reached.
/// </summary>
internal static class Desks
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static IEnumerable<Act> CountyDuty(Sight sight)
    {
        foreach (var warning in sight.Warnings.Where(one => !one.Confirmed))
            yield return new($"confirm/{warning.Id}", $"/api/warnings/{warning.Id}/confirm");
        foreach (var said in sight.Told.Where(Ears.RainOver))
        foreach (var warning in sight.Warnings.Where(one => one.Confirmed && one.InForce))
            yield return new($"lift/{warning.Id}/{said.Id}", $"/api/warnings/{warning.Id}/lift");
        foreach (var pair in sight.Joinable)
            yield return new($"join/{pair.Incident}", $"/api/incidents/{pair.Incident}/join", Tasks.Body(("into", pair.Into.ToString())));
        foreach (var incident in sight.Running)
        {
            // In an incident of several communities no secretary of one of them draws the area.
            if (
                sight.Communities.Count > 1
                && incident.Category is "flood" or "geological"
                && !sight.Communities.All(code => incident.Communities.Contains(code, StringComparer.Ordinal))
            )
                yield return new(
                    $"area/{incident.Id}",
                    $"/api/incidents/{incident.Id}/impact",
                    Tasks.Body(("places", new JsonArray([.. sight.Communities.Select(code => Tasks.Body(("division", code)))])))
                );
            foreach (var act in HandedOver.Dialled(sight, incident))
                yield return act;
        }
        foreach (var said in sight.Told.Where(Ears.MustMove))
            yield return new(
                $"order/{said.Id}",
                "/api/orders",
                Tasks.Body(
                    ("issuer", "command"),
                    ("receivers", new JsonArray([.. sight.Communities.Select(code => (JsonNode)code)])),
                    ("text", $"立即组织转移：{said.Text}"),
                    ("unreadSeconds", 300)
                )
            );
        foreach (var said in sight.Told.Where(Ears.Contained))
        foreach (var incident in sight.Running)
        {
            yield return new($"contain/{incident.Id}", $"/api/incidents/{incident.Id}/contain");
            yield return new($"end-scene/{incident.Id}/{said.Id}", $"/api/incidents/{incident.Id}/end-scene");
        }
    }

    public static IEnumerable<Act> Street(Sight sight)
    {
        foreach (var incident in sight.Running.Where(one => !sight.Repeats(one)))
        {
            foreach (var act in HandedOver.To(sight, incident))
                yield return act;
            foreach (var person in incident.Persons.Where(one => one.State == "refuses" && !one.TakenOver))
                yield return new(
                    $"take-over/{incident.Id}/{person.PersonId}",
                    $"/api/incidents/{incident.Id}/doors/{person.Community}/take-over",
                    Tasks.Body(("personId", person.PersonId.ToString()), ("from", "street"), ("name", "街道包保干部（演练）")),
                    Wait: Patience
                );
        }
        foreach (var order in sight.Orders.Where(one => one.Driving))
            yield return new(
                $"reached/{order.Id}/{order.Receiver}",
                $"/api/orders/{order.Id}/reached",
                Tasks.Body(("receiver", order.Receiver))
            );
        foreach (var call in sight.Calls.Where(one => one.Unheard))
            yield return call.Sent
                ? new($"drove/{call.Id}", $"/api/calls/{call.Id}/reached", Wait: Patience)
                : new($"drive/{call.Id}", $"/api/calls/{call.Id}/drive", Tasks.Body(("minutes", 5)));
        foreach (var goods in sight.Goods.Where(one => one.Stage == "requested"))
            yield return new(
                $"grant/{goods.Id}",
                $"/api/goods/{goods.Id}/grant",
                Tasks.Body(
                    ("quantity", goods.Quantity),
                    ("place", "街道物资库"),
                    ("arrives", (sight.Now + Patience).ToString("O", System.Globalization.CultureInfo.InvariantCulture))
                )
            );
        foreach (var act in Committee.Orders(sight))
            yield return act;
    }
}
