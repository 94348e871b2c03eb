using System.Text.Json.Nodes;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews.Habits;

/// <summary>
/// 书记 and 儿童主任: mark the area, start the card, hand over people who need an ambulance, read orders, open the shelter; children get a named
/// adult at once.
/// </summary>
internal static class Committee
{
    private static readonly TimeSpan Reply = TimeSpan.FromMinutes(5),
        Settle = TimeSpan.FromMinutes(30),
        Look = TimeSpan.FromMinutes(5);

    public static IEnumerable<Act> Secretary(Sight sight)
    {
        var here = sight.Self.Division;
        foreach (var incident in sight.Running.Where(one => one.Concerns(here) && !sight.Repeats(one)))
        {
            if (incident.AreaVersion == 0 && (incident.Priority == "life" || incident.Category is "fire" or "flood" or "power" or "gas"))
                yield return new(
                    $"area/{incident.Id}",
                    $"/api/incidents/{incident.Id}/impact",
                    Tasks.Body(("places", new JsonArray(Tasks.Body(("division", here)))))
                );
            foreach (
                var card in incident.Cards.Where(card =>
                    card is { Fits: true, Active: false } && card.Community == here && incident.AreaVersion > 0
                )
            )
                yield return new(
                    $"card/{incident.Id}/{card.Card}",
                    $"/api/incidents/{incident.Id}/cards",
                    Tasks.Body(("community", here), ("card", card.Card))
                );
            foreach (var person in incident.Persons.Where(one => one.Community == here && one.State == "needs-help"))
                yield return new(
                    $"ambulance/{incident.Id}/{person.PersonId}",
                    $"/api/incidents/{incident.Id}/handovers",
                    Tasks.Body(("kind", "ambulance"), ("persons", new JsonArray(person.PersonId.ToString())))
                );
            foreach (var act in HandedOver.To(sight, incident))
                yield return act;
        }
        foreach (var act in Orders(sight))
            yield return act;
        foreach (var act in Sheltering.Own(sight))
            yield return act;
    }

    public static IEnumerable<Act> Orders(Sight sight)
    {
        foreach (var order in sight.Orders.Where(one => one.Receiver == sight.Self.Division))
        {
            var receiver = Tasks.Body(("receiver", order.Receiver));
            if (order.Light == "red")
                yield return new($"seen/{order.Id}", $"/api/orders/{order.Id}/seen", receiver);
            if (order.Light == "green")
                yield return new(
                    $"fed-back/{order.Id}",
                    $"/api/orders/{order.Id}/feed-back",
                    Tasks.Body(("receiver", order.Receiver), ("text", "已按要求办理，数字见逐户核查。")),
                    Wait: Reply
                );
        }
    }

    /// <summary>
    /// An adult at once, a carer when the parents have said how long they need, a look at the child, and the guardian's signature once they
    /// are there.
    /// </summary>
    public static IEnumerable<Act> ChildDirector(Sight sight)
    {
        foreach (var care in sight.Care)
        {
            Act On(string act, JsonObject body, DateTimeOffset? at = null, TimeSpan wait = default) =>
                new($"care/{act}/{care.Id}", $"/api/care/{care.Id}/{act}", body, at, wait);
            if (care.Stage == "opened")
                yield return On("name-adult", Tasks.Body(("name", "试儿童主任"), ("phone", "000-0000-0001"), ("relation", "儿童主任")));
            if (care.Stage == "adult-there")
                yield return On(
                    "arrange",
                    Tasks.Body(("carer", "试邻居"), ("phone", "000-0000-0002"), ("where", "社区儿童之家")),
                    sight.Told.Any(Ears.OfParents) ? null : care.OpenedAt + Settle
                );
            if (care.Stage == "arranged")
                yield return On("check", Tasks.Body(("note", "情绪稳定，已吃饭")), wait: Look);
            if (care.Stage is "adult-there" or "arranged" && sight.Told.FirstOrDefault(Ears.Found) is { } found)
                yield return care.Handing switch
                {
                    "none" => On("offer", Tasks.Body(("exit", "guardian-back"), ("receiver", "监护人（演练）")), found.At + Look),
                    "offered" => On("signed", Tasks.Body(("witness", "试见证人")), found.At + Look),
                    _ => On("exit", Tasks.Body(("exit", "guardian-back"), ("receiver", "监护人（演练）")), found.At + Look),
                };
        }
    }
}
