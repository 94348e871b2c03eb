using System.Globalization;
using System.Text.Json.Nodes;
using Emergency.Drills.Crews.Sights;

namespace Emergency.Drills.Crews;

/// <summary>
/// Loads what the pages of a role show: the drill's own clock, the incidents with their doors, cards and hand-overs, the member's own
/// tasks, and what else the role can see.
/// </summary>
public sealed class Looking(Page page, Self self)
{
    private static readonly string[] Lay = ["building-chief", "unit-chief", "responder", "volunteer"];
    private readonly Dictionary<
        Guid,
        (int Area, int Doors, IReadOnlyList<SeenPerson> Persons, IReadOnlyList<SeenHousehold> Households)
    > _doors = [];
    private volatile int _moved;

    /// <summary>Notes that something at the doors has changed: the list is loaded anew at the next look.</summary>
    public void DoorsMoved() => Interlocked.Increment(ref _moved);

    /// <summary>
    /// Loads the drill's clock and the newest position known; null where this node has not heard of the drill, as after a start.
    /// </summary>
    public async Task<Glanced?> Glance(CancellationToken stop)
    {
        if (await page.Read("/api/drills", "drills", stop, live: true) is not { } answer)
            return null;
        return
            answer["items"]!.AsArray().FirstOrDefault(one => Text(one!["drill"]!["realm"]) == page.Realm) is { } drill
            && drill["now"] is not null
            ? new(
                Instant(drill["now"])!.Value,
                answer["position"]!.GetValue<long>(),
                [.. drill["drill"]!["communities"]!.AsArray().Select(code => Text(code)!)],
                NetworkDead(drill["drill"]!["broken"]!.AsArray(), Instant(drill["now"])!.Value),
                Text(drill["drill"]!["stage"]) == "ended"
            )
            : null;
    }

    // Phones have no network then; desks have.
    private bool NetworkDead(JsonArray broken, DateTimeOffset now) =>
        self.IsCommunity && broken.Any(one => one!["line"] is null && Instant(one["from"]) <= now && now < Instant(one["until"]));

    /// <summary>Loads everything anew.</summary>
    public async Task<Sight> Look(DateTimeOffset now, IReadOnlyList<string> communities, CancellationToken stop)
    {
        var mine = List(await page.Read("/api/me/tasks", "tasks", stop), MyTask);
        var incidents = new List<SeenIncident>();
        foreach (var item in Items(await page.Read("/api/incidents?limit=50", "incidents", stop)))
            incidents.Add(await Incident(item, mine, stop));
        return new(self, now, communities)
        {
            Mine = mine,
            Incidents = incidents,
            Care = List(
                await page.Read("/api/care", "care", stop),
                one => new SeenCare(
                    Id(one),
                    Guid(one["incident"]),
                    Text(one["stage"])!,
                    Text(one["community"])!,
                    Instant(one["openedAt"])!.Value,
                    one["offer"] is not { } offer ? "none"
                        : offer["accepted"] is null ? "offered"
                        : "accepted"
                )
            ),
            Orders = List(
                await page.Read("/api/orders?limit=50", "orders", stop),
                one => new SeenOrder(
                    Guid(one["order"]) ?? Id(one),
                    Text(one["receiver"])!,
                    Text(one["light"]) ?? "",
                    one["driving"]?.GetValue<bool>() == true
                )
            ),
            Warnings = List(
                await page.Read("/api/warnings?limit=50&state=all", "warnings", stop),
                one => new SeenWarning(
                    Id(one),
                    Text(one["hazard"])!,
                    Text(one["level"]),
                    one["confirmedAt"] is not null,
                    Text(one["stage"]) == "in-force"
                )
            ),
            Calls = List(await page.Read("/api/calls?limit=50", "calls", stop), Call),
            Lines = List(
                await page.Read("/api/hotlines", "hotlines", stop),
                one => new SeenLine(Text(one["hotline"])!, Text(one["link"])!)
            ),
            Shelters = self.IsCommunity || self.Role is "street-officer" or "county-duty" ? await Shelters(communities, stop) : [],
            Goods = self.Role is "street-officer"
                ? List(
                    await page.Read("/api/goods?limit=50", "goods", stop),
                    one => new SeenGoods(Id(one), Text(one["stage"])!, one["quantity"]!.GetValue<int>())
                )
                : [],
            Told = List(
                await page.Read("/api/cues", "cues", stop),
                one => new Told(
                    Text(one["id"])!,
                    Text(one["way"])!,
                    Text(one["from"]) ?? "",
                    string.Join('，', new[] { Text(one["text"]), Text(one["lastSeen"]) }.OfType<string>()),
                    Instant(one["at"])!.Value,
                    one["read"]!.GetValue<bool>(),
                    one["answeredBy"] is not null
                )
            ),
            Joinable = self.Role is "county-duty"
                ?
                [
                    .. List(
                            await page.Read("/api/incidents/joinable", "joinable", stop),
                            one => (Incident: Guid(one["incident"])!.Value, Into: Guid(one["into"]))
                        )
                        .Where(one => one.Into is not null)
                        .Select(one => new Joinable(one.Incident, one.Into!.Value)),
                ]
                : [],
        };
    }

    private async Task<SeenIncident> Incident(JsonNode item, IReadOnlyList<SeenTask> mine, CancellationToken stop)
    {
        var id = Id(item);
        var detail = await page.Read(string.Create(CultureInfo.InvariantCulture, $"/api/incidents/{id}"), "incident", stop);
        var light = detail?["incident"] ?? item;
        var reports = detail?["reports"]?.AsArray() ?? [];
        var words = string.Join(
            '，',
            new[] { Text(detail?["title"]), Text(detail?["address"]) }
                .Concat(reports.SelectMany(one => new[] { Text(one!["description"]), Text(one["address"]) }))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
        );
        var (persons, households) = await Doors(id, light, mine, stop);
        return new(
            id,
            Text(light["category"])!,
            Text(light["priority"])!,
            Text(light["stage"])!,
            Text(light["community"]),
            [.. light["communities"]!.AsArray().Select(code => Text(code)!)],
            light["areaVersion"]!.GetValue<int>(),
            Instant(light["openedAt"])!.Value,
            words,
            reports.Any(one => one!["case"] is not null)
        )
        {
            Cards = List(
                await page.Read($"/api/incidents/{id}/cards", "cards", stop),
                one => new SeenCard(
                    Text(one["community"])!,
                    Text(one["card"])!,
                    one["fits"]!.GetValue<bool>(),
                    one["active"]!.GetValue<bool>()
                )
            ),
            Handovers = List(
                await page.Read($"/api/incidents/{id}/handovers", "handovers", stop),
                one => new SeenHandover(
                    Id(one),
                    Text(one["kind"])!,
                    Text(one["stage"])!,
                    Instant(one["replyBefore"])!.Value,
                    one["rings"]?.GetValue<bool>() == true,
                    one["unconfirmed"]?.GetValue<bool>() == true,
                    Text(one["dial"])
                )
            ),
            Reports =
            [
                .. reports
                    .Where(one => one!["case"] is null)
                    .Select(one => new Told(
                        Text(one!["id"])!,
                        "report",
                        "",
                        string.Join('，', new[] { Text(one["title"]), Text(one["description"]) }.OfType<string>()),
                        Instant(one["at"])!.Value
                    )),
            ],
            Persons = persons,
            Households = households,
        };
    }

    // Doors are loaded only for a role that has some, and only when they can have changed: each reading is recorded.
    private async Task<(IReadOnlyList<SeenPerson>, IReadOnlyList<SeenHousehold>)> Doors(
        Guid incident,
        JsonNode light,
        IReadOnlyList<SeenTask> mine,
        CancellationToken stop
    )
    {
        var (area, moved, tasks) = (
            light["areaVersion"]!.GetValue<int>(),
            _moved,
            mine.Where(task => task.Incident == incident).Sum(task => task.Doors.Count)
        );
        if (area == 0 || (Lay.Contains(self.Role, StringComparer.Ordinal) && tasks == 0))
            return ([], []);
        if (Lay.Contains(self.Role, StringComparer.Ordinal))
            area += 1_000 * tasks;
        if (_doors.TryGetValue(incident, out var known) && (known.Area, known.Doors) == (area, moved))
            return (known.Persons, known.Households);
        var answer = await page.Read($"/api/incidents/{incident}/doors", "doors", stop);
        var communities = answer?["communities"]?.AsArray() ?? [];
        _doors[incident] = (
            area,
            moved,
            [.. communities.SelectMany(one => one!["persons"]!.AsArray().Select(person => Person(Text(one["community"])!, person!)))],
            [
                .. communities.SelectMany(one =>
                    one!["households"]!
                        .AsArray()
                        .Select(home => new SeenHousehold(
                            Text(one["community"])!,
                            Guid(home!["householdId"])!.Value,
                            Text(home["state"])!,
                            Text(home["door"]?["grid"]),
                            Text(home["door"]?["building"]),
                            Text(home["door"]?["unit"])
                        ))
                ),
            ]
        );
        return (_doors[incident].Persons, _doors[incident].Households);
    }

    private async Task<IReadOnlyList<SeenShelter>> Shelters(IReadOnlyList<string> communities, CancellationToken stop)
    {
        var found = new List<SeenShelter>();
        foreach (var division in self.IsCommunity ? [self.Division] : communities.Where(self.Covers))
            found.AddRange(
                List(
                    await page.Read($"/api/shelters?division={division}", "shelters", stop),
                    one =>
                        one["shelter"] is { } shelter
                            ? new SeenShelter(
                                Id(one),
                                Text(shelter["community"])!,
                                [.. shelter["fit"]!.AsArray().Select(fit => Text(fit)!)],
                                shelter["indoor"]?.GetValue<bool>() is true,
                                shelter["open"]!.GetValue<bool>(),
                                shelter["capacity"]!.GetValue<int>(),
                                shelter["occupancy"]!.GetValue<int>()
                            )
                            : throw new InvalidOperationException("a shelter without facts")
                )
            );
        return found;
    }

    private static SeenTask MyTask(JsonNode item)
    {
        var (shown, light) = (item["task"]!, item["task"]!["task"]!);
        return new(
            Id(light),
            Guid(light["incident"])!.Value,
            Text(light["community"])!,
            Text(light["step"]),
            Text(light["class"])!,
            Text(light["state"])!,
            Text(shown["text"]) ?? "",
            shown["mine"]!.GetValue<bool>(),
            shown["noticed"]!.GetValue<bool>(),
            [.. shown["doors"]!.AsArray().Select(door => Guid(door)!.Value)],
            Instant(light["openedAt"])!.Value
        );
    }

    private static SeenCall Call(JsonNode item)
    {
        var (light, drive) = (item["light"]!, item["light"]!["drive"]);
        var told = light["heard"] is not null || drive?["reached"] is not null;
        return new(
            Id(light),
            Text(light["receiver"])!,
            told,
            !told && drive?["askedAt"] is not null,
            drive?["sentAt"] is not null,
            Text(light["about"]) == "warning",
            light["proofs"]!.AsArray().Count > 0
        );
    }

    private static SeenPerson Person(string community, JsonNode one) =>
        new(
            community,
            Guid(one["personId"])!.Value,
            Guid(one["householdId"]),
            Text(one["state"])!,
            one["minor"]!.GetValue<bool>(),
            one["takenOver"]!.GetValue<bool>(),
            [.. one["needs"]!.AsArray().Select(need => Text(need)!)],
            Text(one["door"]?["grid"]),
            Text(one["door"]?["building"]),
            Text(one["door"]?["unit"]),
            one["door"]?["floor"]?.GetValue<int>()
        );

    private static IEnumerable<JsonNode> Items(JsonNode? answer) => answer?["items"]?.AsArray().OfType<JsonNode>() ?? [];

    private static List<T> List<T>(JsonNode? answer, Func<JsonNode, T> one) => [.. Items(answer).Select(one)];

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static Guid Id(JsonNode node) => Guid(node["id"])!.Value;

    private static Guid? Guid(JsonNode? node) => node is null ? null : System.Guid.Parse(node.GetValue<string>());

    private static DateTimeOffset? Instant(JsonNode? node) => node?.GetValue<DateTimeOffset>();
}

/// <summary>Content of the bar of every page.</summary>
/// <param name="Now">Time by the drill's clock.</param>
/// <param name="Dead">The players' network is down: nothing can be loaded or sent.</param>
public sealed record Glanced(DateTimeOffset Now, long Position, IReadOnlyList<string> Communities, bool Dead, bool Over);
